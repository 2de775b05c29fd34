package dev.evenhand.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;

/** A browser in which somebody is signed in. Ending it takes effect with the next request, on every node. */
@Entity
class Session {
    @Id
    byte[] hash;

    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "account_id")
    Account account;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "seen_at")
    Instant seenAt;
}
