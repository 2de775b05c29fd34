package dev.evenhand.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;

/** A link that lets somebody in: one rater, on any device, until revoked; or the first admin, once. */
@Entity
class Invitation {
    @Id
    byte[] hash;

    /** The rater who is let in; none on the link that creates the first admin. */
    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "account_id")
    Account account;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    boolean isGood(Instant now) {
        return (expiresAt == null || expiresAt.isAfter(now)) && (account == null || account.isActive());
    }
}
