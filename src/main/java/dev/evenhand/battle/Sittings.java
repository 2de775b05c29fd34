package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Consents;
import dev.evenhand.arena.Outcome;
import dev.evenhand.arena.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** What raters can be told of their own sittings. Nothing of it names a model, nor another rater. */
@ApplicationScoped
class Sittings {
    /**
     * A rater's own votes, summed up.
     *
     * @param medianSeconds from a battle's being shown to its vote; nothing before the first vote
     * @param agreement only once the arena is closed: before that it would teach raters to vote like others
     * @param consents what the rater agreed to, the latest first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OwnRecord")
    record Own(
            long votes,
            long skips,
            long left,
            long right,
            long tie,
            long bothBad,
            @Nullable Double medianSeconds,
            @Nullable Instant firstVoteAt,
            @Nullable Instant lastVoteAt,
            @Nullable Agreement agreement,
            List<Consents.Given> consents) {}

    /**
     * How often a rater's decided votes were those of most others.
     *
     * @param compared decided votes of the rater on pairs that others decided too, more of them one way than the other
     * @param agreed how many of those went the same way
     */
    @Schema(name = "OwnAgreement")
    record Agreement(long compared, long agreed) {}

    private final Session session;
    private final BattleConfig config;

    Sittings(Session session, BattleConfig config) {
        this.session = session;
        this.config = config;
    }

    /** What the rater decided last, where it can still be taken back. */
    @Transactional
    Optional<MeResource.Last> last(Arena arena, UUID rater) {
        if (arena.phase() == Phase.CLOSED) {
            return Optional.empty();
        }
        return session
                .createNativeQuery("""
            select b.id, b.version, v.outcome, b.decided_at + ?2 * interval '1 millisecond'
            from (select * from battle where rater_id = ?1 and decided_at is not null
                  order by decided_at desc limit 1) b
                 left join vote v on v.battle_id = b.id
            where b.state in ('voted', 'skipped') and not b.revealed
              and b.decided_at + ?2 * interval '1 millisecond' > evenhand_now()
              and not exists (select from battle u where u.rater_id = ?1 and u.state = 'open'
                              and u.undone_at >= b.decided_at)
            """, Object[].class)
                .setParameter(1, rater)
                .setParameter(2, config.changeable().toMillis())
                .stream()
                .map(row -> new MeResource.Last(
                        new BattleId((UUID) row[0]).toString(),
                        ((Number) row[1]).intValue(),
                        row[2] == null ? null : Outcome.of((String) row[2]),
                        (Instant) row[3]))
                .findFirst();
    }

    @Transactional
    Own own(Arena arena, UUID rater, List<Consents.Given> consents) {
        Object[] row = session.createNativeQuery("""
            select count(*), count(*) filter (where outcome = 'left'), count(*) filter (where outcome = 'right'),
                   count(*) filter (where outcome = 'tie'), count(*) filter (where outcome = 'both_bad'),
                   percentile_cont(0.5) within group (order by duration_ms) / 1000.0, min(voted_at), max(voted_at),
                   (select count(*) from battle where rater_id = ?1 and state = 'skipped')
            from battle b join vote v on v.battle_id = b.id where b.rater_id = ?1
            """, Object[].class)
                .setParameter(1, rater)
                .getSingleResult();
        return new Own(
                number(row[0]),
                number(row[8]),
                number(row[1]),
                number(row[2]),
                number(row[3]),
                number(row[4]),
                row[5] == null ? null : ((Number) row[5]).doubleValue(),
                (Instant) row[6],
                (Instant) row[7],
                arena.phase() == Phase.CLOSED ? agreement(rater) : null,
                consents);
    }

    private Agreement agreement(UUID rater) {
        Object[] row = session.createNativeQuery("""
            with decided as (
                select b.prompt_id, least(v.model_a, v.model_b) one, greatest(v.model_a, v.model_b) other,
                       (v.outcome = 'left') = (v.model_a < v.model_b) first_won, b.rater_id = ?1 mine
                from battle b join vote v on v.battle_id = b.id
                where b.prompt_id in (select prompt_id from battle where rater_id = ?1 and state = 'voted')
                  and v.outcome in ('left', 'right') and v.counted and v.exclusion is null
            ), opinion as (
                select prompt_id, one, other, count(*) filter (where first_won) - count(*) filter (where not first_won) lead
                from decided where not mine group by 1, 2, 3
            )
            select count(*), count(*) filter (where m.first_won = (o.lead > 0))
            from decided m join opinion o using (prompt_id, one, other)
            where m.mine and o.lead <> 0
            """, Object[].class)
                .setParameter(1, rater)
                .getSingleResult();
        return new Agreement(number(row[0]), number(row[1]));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
