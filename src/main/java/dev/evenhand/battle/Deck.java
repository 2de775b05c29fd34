package dev.evenhand.battle;

import dev.evenhand.arena.Arena;
import dev.evenhand.battle.Draw.Candidate;
import dev.evenhand.battle.Draw.Contender;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * The prompts of an arena as a shuffled deck, seen by one rater: prompts not yet seen lie on top, and no pair comes
 * twice on the same prompt.
 *
 * <p>Looking for the next one costs the same whether the arena holds a thousand responses or a million.
 */
@ApplicationScoped
class Deck {
    /** What makes a prompt worth a look: it has a pair, and where votes are limited not all of its pairs are full. */
    private static final String SHOWABLE = """
            p.arena_id = :arena and p.responses >= 2
            and (cast(:quota as integer) is null or coalesce((select sum(q.votes) from pairing q where q.prompt_id = p.id), 0)
                 < cast(:quota as integer) * p.responses * (p.responses - 1) / 2)
            """;

    private final Session session;

    Deck(Session session) {
        this.session = session;
    }

    /** The next prompt from this place on that the rater has not seen. */
    Optional<UUID> unseen(Arena arena, UUID rater, double place, Set<UUID> passed) {
        return first("""
                select p.id from prompt p
                where %s and p.id <> all (:passed)
                  and not exists (select from battle b where b.rater_id = :rater and b.prompt_id = p.id)
                order by p.shuffle < :place, p.shuffle limit 1
                """.formatted(SHOWABLE), arena, rater, passed, place);
    }

    /** The prompt that the rater has seen least often and that still has a pair the rater has not seen. */
    Optional<UUID> seenLeast(Arena arena, UUID rater, Set<UUID> passed) {
        return first("""
                select p.id from prompt p join battle b on b.prompt_id = p.id and b.rater_id = :rater
                where %s and p.id <> all (:passed)
                group by p.id having count(*) < p.responses * (p.responses - 1) / 2
                order by count(*), random() limit 1
                """.formatted(SHOWABLE), arena, rater, passed, null);
    }

    private Optional<UUID> first(String sql, Arena arena, UUID rater, Set<UUID> passed, Double place) {
        var query = session.createNativeQuery(sql, UUID.class)
                .setParameter("arena", arena.id())
                .setParameter("quota", arena.votesPerPair().orElse(null))
                .setParameter("rater", rater)
                .setParameter("passed", passed.toArray(UUID[]::new));
        if (place != null) {
            query.setParameter("place", place);
        }
        return query.getResultStream().findFirst();
    }

    /**
     * The pairs of a prompt that this rater may still be shown.
     *
     * <p>Where votes are limited the prompt is locked until the transaction ends, so that two raters cannot both take
     * the last place.
     */
    List<Candidate> candidates(Arena arena, UUID rater, UUID prompt, Instant now) {
        if (arena.votesPerPair().isPresent()) {
            session.createNativeQuery("select 1 from prompt where id = ?1 for no key update", Integer.class)
                    .setParameter(1, prompt)
                    .getSingleResult();
        }
        List<Contender> contenders = rows(
                        "select id, model_id, text_hash from response where prompt_id = ?1 order by id", prompt)
                .map(row -> new Contender((UUID) row[0], (UUID) row[1], (byte[]) row[2]))
                .toList();
        Set<Set<UUID>> shown = new HashSet<>();
        rows("select left_response, right_response from battle where rater_id = ?1 and prompt_id = ?2", rater, prompt)
                .forEach(row -> shown.add(Set.of((UUID) row[0], (UUID) row[1])));
        Map<Set<UUID>, Long> votes = new HashMap<>();
        rows("select first_response, second_response, votes from pairing where prompt_id = ?1", prompt)
                .forEach(row -> votes.put(Set.of((UUID) row[0], (UUID) row[1]), ((Number) row[2]).longValue()));
        Map<Set<UUID>, Long> taken = new HashMap<>(votes);
        rows("""
                        select left_response, right_response from battle
                        where prompt_id = ?1 and state = 'open' and lease_until > ?2
                        """, prompt, now).forEach(row -> taken.merge(Set.of((UUID) row[0], (UUID) row[1]), 1L, Long::sum));

        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            for (int j = i + 1; j < contenders.size(); j++) {
                Set<UUID> pair =
                        Set.of(contenders.get(i).response(), contenders.get(j).response());
                boolean full = arena.votesPerPair()
                        .filter(quota -> taken.getOrDefault(pair, 0L) >= quota)
                        .isPresent();
                if (!shown.contains(pair) && !full) {
                    candidates.add(new Candidate(contenders.get(i), contenders.get(j), votes.getOrDefault(pair, 0L)));
                }
            }
        }
        return candidates;
    }

    private Stream<Object[]> rows(String sql, Object... parameters) {
        NativeQuery<Object[]> query = session.createNativeQuery(sql, Object[].class);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.getResultStream();
    }
}
