package dev.evenhand.battle;

import dev.evenhand.prompt.Prompt;
import dev.evenhand.prompt.Response;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/**
 * Two responses to one prompt, laid before one rater for a while.
 *
 * <p>The sides are drawn once, when the battle is issued: whoever reloads the page sees the same left and right. What
 * was read here is never written back, because the writer of votes changes the same rows: a change is a statement of
 * its own that says what must still hold.
 */
@Entity
@Immutable
class Battle {
    /** What became of a battle. */
    enum State {
        OPEN,
        VOTED,
        SKIPPED,
        IDENTICAL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** The state as the database has it. */
    static class StateColumn implements AttributeConverter<State, String> {
        @Override
        public String convertToDatabaseColumn(State state) {
            return state.word();
        }

        @Override
        public State convertToEntityAttribute(String word) {
            return State.of(word);
        }
    }

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

    @Convert(converter = StateColumn.class)
    State state;

    @Column(name = "decided_at")
    Instant decidedAt;

    @Column(name = "undone_at")
    Instant undoneAt;

    boolean revealed;

    boolean isLeased(Instant now) {
        return leaseUntil.isAfter(now);
    }

    /** Nobody is asked which of two equal texts is better. */
    boolean isOfEquals() {
        return left.text().equals(right.text());
    }
}
