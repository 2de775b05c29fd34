package dev.evenhand.arena;

import dev.evenhand.account.Caller;
import dev.evenhand.account.Role;
import dev.evenhand.problem.Refusal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * One blind comparison: a question, the rules by which raters answer it, and the phase it is in.
 *
 * <p>Its slug stays what it is, because links and exports carry it. Its phase moves only along {@link Phase}.
 */
@Entity
public class Arena {
    @Id
    UUID id;

    String slug;

    String name;

    String question;

    String instructions;

    String consent;

    /** Which of the arena's consent texts this is, or was where there is none now; zero before the first. */
    @Column(name = "consent_version")
    int consentVersion;

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] outcomes;

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] criteria;

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] tags;

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] languages;

    boolean margin;

    boolean practice;

    boolean links;

    boolean images;

    @Column(name = "public_board")
    boolean publicBoard;

    String access;

    String reveal;

    String matchmaking;

    @Column(name = "votes_per_pair")
    Integer votesPerPair;

    @Column(name = "votes_per_rater")
    Integer votesPerRater;

    @Column(name = "votes_per_minute")
    int votesPerMinute;

    String phase;

    /** The code in the link of an arena that whoever holds the link may join. */
    @Column(name = "join_code")
    String joinCode;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "closed_at")
    Instant closedAt;

    public UUID id() {
        return id;
    }

    public String slug() {
        return slug;
    }

    public String name() {
        return name;
    }

    public String question() {
        return question;
    }

    public List<Outcome> outcomes() {
        return Arrays.stream(outcomes).map(Outcome::of).toList();
    }

    public List<String> criteria() {
        return List.of(criteria);
    }

    public List<String> tags() {
        return List.of(tags);
    }

    /** The languages of the prompts to be shown; empty where all are. */
    public List<String> languages() {
        return List.of(languages);
    }

    public boolean asksForMargin() {
        return margin;
    }

    public boolean hasInstructions() {
        return instructions != null;
    }

    /** Whether raters may follow the web addresses in its texts. */
    public boolean allowsLinks() {
        return links;
    }

    /** Whether its prompts and responses show the images that they name. */
    public boolean allowsImages() {
        return images;
    }

    public boolean hasPublicBoard() {
        return publicBoard;
    }

    public Access access() {
        return Words.of(Access.class, access);
    }

    public Reveal reveal() {
        return Words.of(Reveal.class, reveal);
    }

    public Matchmaking matchmaking() {
        return Words.of(Matchmaking.class, matchmaking);
    }

    /** How many votes each pair of responses to one prompt is to get, where there is an end to it. */
    public Optional<Integer> votesPerPair() {
        return Optional.ofNullable(votesPerPair);
    }

    public Optional<Integer> votesPerRater() {
        return Optional.ofNullable(votesPerRater);
    }

    public Phase phase() {
        return Words.of(Phase.class, phase);
    }

    public Instant closedAt() {
        return closedAt;
    }

    /** The version of the text that raters must agree to before they vote, where there is one. */
    public Optional<Integer> consentVersion() {
        return consent == null ? Optional.empty() : Optional.of(consentVersion);
    }

    /** Another text is another version: whoever agreed to the one before is asked again. */
    void askConsent(String text) {
        if (text != null && !text.equals(consent)) {
            consentVersion++;
        }
        consent = text;
    }

    /**
     * Whether a caller may know that there is this arena: what it asks, and of whom. {@link ArenaRepository} asks the
     * same for strangers.
     */
    boolean isShownTo(Caller caller) {
        if (caller.mayRead(id) || caller.is(Role.RATER) && caller.reaches(id)) {
            return true;
        }
        return phase() != Phase.DRAFT && (publicBoard || access() == Access.OPEN);
    }

    /** Only an open arena hands out battles. */
    public void requireOpen() {
        switch (phase()) {
            case OPEN -> {}
            case DRAFT -> throw Refusal.conflict("arena-draft", "This arena has not opened yet. Come back later.");
            case PAUSED -> throw Refusal.conflict("arena-paused", "This arena is resting. Come back later.");
            case CLOSED -> throw Refusal.conflict("arena-closed", "This arena has closed. Thank you for your votes.");
        }
    }

    void enter(Phase next, Instant now) {
        if (!phase().mayBecome(next)) {
            throw Refusal.conflict("phase-step", "An arena that is %s cannot become %s.".formatted(phase, next.word()));
        }
        phase = next.word();
        switch (next) {
            case OPEN -> openedAt = openedAt == null ? now : openedAt;
            case CLOSED -> closedAt = now;
            case DRAFT, PAUSED -> {}
        }
    }
}
