package dev.evenhand.battle;

import dev.evenhand.prompt.Prompt;
import dev.evenhand.prompt.Response;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Two responses to one prompt, laid before one rater for a while.
 *
 * <p>The sides are drawn once, when the battle is issued: whoever reloads the page sees the same left and right.
 */
@Entity
class Battle {
    @Id
    UUID id;

    @Column(name = "arena_id")
    UUID arena;

    @Column(name = "rater_id")
    UUID rater;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "prompt_id")
    Prompt prompt;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "left_response")
    Response left;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "right_response")
    Response right;

    /** With which probability this pair was chosen among those that could be shown. */
    double probability;

    @Column(name = "shown_at")
    Instant shownAt;

    @Column(name = "lease_until")
    Instant leaseUntil;

    /** Raised by every accepted write; a write that names another version has been overtaken. */
    int version;

    /** One of {@code open}, {@code voted}, {@code skipped}, {@code identical}. */
    String state;

    @Column(name = "decided_at")
    Instant decidedAt;

    @Column(name = "undone_at")
    Instant undoneAt;

    boolean isLeased(Instant now) {
        return leaseUntil.isAfter(now);
    }

    void lease(Instant now, Duration length) {
        leaseUntil = now.plus(length);
    }
}
