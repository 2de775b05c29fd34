package dev.evenhand.battle;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
class BattleRepository implements PanacheRepositoryBase<Battle, UUID> {
    /** The rater's unanswered battles: one that was taken back comes first. */
    List<Battle> openOf(UUID rater) {
        return list("rater = ?1 and state = ?2 order by undoneAt desc nulls last, shownAt", rater, Battle.State.OPEN);
    }

    /** What a rater has done in an arena. */
    record Activity(UUID rater, long votes, long skips, Instant lastVoteAt) {
        static final Activity NONE = new Activity(null, 0, 0, null);
    }

    Map<UUID, Activity> activityIn(UUID arena) {
        return getSession().createNativeQuery("""
            select t.rater_id, t.votes, t.skips,
                   (select b.decided_at from battle b
                    where b.rater_id = t.rater_id and b.decided_at is not null and b.state = 'voted'
                    order by b.decided_at desc limit 1)
            from rater_tally t join account r on r.id = t.rater_id where r.arena_id = ?1
            """, Activity.class).setParameter(1, arena).stream()
                .collect(Collectors.toMap(Activity::rater, Function.identity()));
    }

    long votedBy(UUID rater) {
        Object[] row = getSession()
                .createNativeQuery(
                        "select coalesce((select votes from rater_tally where rater_id = ?1), 0)", Object[].class)
                .setParameter(1, rater)
                .getSingleResult();
        return ((Number) row[0]).longValue();
    }
}
