package dev.evenhand.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.UUID;

/** A key for programs: an admin's or analyst's rights, perhaps in one arena only, or one rater's vote. */
@Entity
class Token {
    @Id
    UUID id;

    byte[] hash;

    String name;

    String role;

    /** The rater who votes with it; none where it is a key to a role. */
    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "account_id")
    Account account;

    @Column(name = "arena_id")
    UUID arena;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "last_used_at")
    Instant lastUsedAt;

    @Column(name = "revoked_at")
    Instant revokedAt;
}
