package dev.evenhand.arena;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The door to what raters agree to before they vote: which texts an arena has had, and who agreed to which.
 *
 * <p>A text that was kept and a consent that was given stay as they are as long as their arena.
 */
@ApplicationScoped
public class Consents {
    /**
     * A text that an arena asks, or once asked, its raters to agree to.
     *
     * @param inForce whether it is the one that is asked now
     * @param raters how many agreed to it
     */
    @Schema(name = "ConsentText")
    record Version(int version, String text, Instant since, boolean inForce, long raters) {}

    /**
     * What a rater agreed to.
     *
     * @param language of the page on which the text stood, as a BCP 47 tag
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConsentGiven")
    public record Given(
            int version, String text, Instant at, @Nullable String language) {}

    private final Session session;

    Consents(Session session) {
        this.session = session;
    }

    /** Keeps the text in force, where it is not kept yet. */
    @Transactional(Transactional.TxType.MANDATORY)
    void keep(Arena arena) {
        if (arena.consentVersion().isPresent()) {
            session.createNativeMutationQuery("""
                insert into consent (arena_id, version, text, since) values (?1, ?2, ?3, evenhand_now())
                on conflict do nothing
                """)
                    .setParameter(1, arena.id())
                    .setParameter(2, arena.consentVersion)
                    .setParameter(3, arena.consent)
                    .executeUpdate();
        }
    }

    /** Refuses a rater who has not agreed to the text in force; asks nothing where there is none. */
    public void requireGiven(Arena arena, UUID rater) {
        Optional<Integer> asked = arena.consentVersion();
        if (asked.isPresent() && latest(rater).filter(asked.get()::equals).isEmpty()) {
            throw Refusal.conflict("consent-needed", "Read what this arena asks you to agree to, and agree, first.")
                    .with("version", asked.get());
        }
    }

    /** The version that a rater agreed to last. */
    @Transactional
    public Optional<Integer> latest(UUID rater) {
        Object[] row = session.createNativeQuery(
                        "select max(version) from consent_given where rater_id = ?1", Object[].class)
                .setParameter(1, rater)
                .getSingleResult();
        return Optional.ofNullable((Integer) row[0]);
    }

    /**
     * A rater agrees to the text in force, and to no other; to agree to it again changes nothing. An arena that is being
     * erased is waited for.
     *
     * @param version which text the rater has seen
     */
    @Transactional
    Given give(Arena arena, UUID rater, int version, String language) {
        session.createNativeMutationQuery("""
            insert into consent_given (rater_id, arena_id, version, at, language)
            select ?2, a.id, a.consent_version, evenhand_now(), ?4
            from arena a where a.id = ?1 and a.consent is not null and a.consent_version = ?3
            for key share
            on conflict do nothing
            """)
                .setParameter(1, arena.id())
                .setParameter(2, rater)
                .setParameter(3, version)
                .setParameter(4, language, String.class)
                .executeUpdate();
        return by(rater).stream()
                .filter(given -> given.version() == version)
                .filter(_ ->
                        arena.consentVersion().filter(asked -> asked == version).isPresent())
                .findFirst()
                .orElseThrow(() -> stale(arena));
    }

    private static Refusal stale(Arena arena) {
        Refusal refusal =
                Refusal.conflict("consent-changed", "What this arena asks you to agree to has changed. Read it again.");
        return arena.consentVersion()
                .map(asked -> refusal.with("version", asked))
                .orElse(refusal);
    }

    /** All that a rater agreed to, the latest first. */
    @Transactional
    public List<Given> by(UUID rater) {
        return session.createNativeQuery("""
                    select c.version, c.text, g.at, g.language
                    from consent_given g join consent c using (arena_id, version)
                    where g.rater_id = ?1 order by c.version desc
                    """, Object[].class).setParameter(1, rater).stream()
                .map(row -> new Given((Integer) row[0], (String) row[1], (Instant) row[2], (String) row[3]))
                .toList();
    }

    /** All texts of an arena, the latest first. */
    @Transactional
    List<Version> of(Arena arena) {
        return session.createNativeQuery("""
                    select c.version, c.text, c.since,
                           (select count(*) from consent_given g where g.arena_id = c.arena_id and g.version = c.version)
                    from consent c where c.arena_id = ?1 order by c.version desc
                    """, Object[].class).setParameter(1, arena.id()).stream()
                .map(row -> new Version(
                        (Integer) row[0],
                        (String) row[1],
                        (Instant) row[2],
                        arena.consentVersion().filter(row[0]::equals).isPresent(),
                        ((Number) row[3]).longValue()))
                .toList();
    }
}
