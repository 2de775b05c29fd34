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
        return find("""
            select b.rater, sum(case when b.state = ?2 then 1 else 0 end),
                   sum(case when b.state = ?3 then 1 else 0 end),
                   max(case when b.state = ?2 then b.decidedAt end)
            from Battle b where b.arena = ?1 group by b.rater
            """, arena, Battle.State.VOTED, Battle.State.SKIPPED).project(Activity.class).list().stream()
                .collect(Collectors.toMap(Activity::rater, Function.identity()));
    }

    long votedBy(UUID rater) {
        return count("rater = ?1 and state = ?2", rater, Battle.State.VOTED);
    }
}
