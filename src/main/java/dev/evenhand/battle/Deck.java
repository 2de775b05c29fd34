package dev.evenhand.battle;

import dev.evenhand.arena.Arena;
import dev.evenhand.battle.Draw.Candidate;
import dev.evenhand.battle.Draw.Contender;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
    /**
     * What makes a prompt worth a look: it has a pair, it is in a language to be shown, and where votes are
     * limited not all of its places are taken by votes or lent. A pair that has more than it is to, since the limit was
     * lowered, takes no place of another.
     */
    private static final String SHOWABLE = """
        p.arena_id = :arena and p.responses >= 2 and p.id <> all (:passed)
        and (cardinality(cast(:languages as text[])) = 0 or p.language is null
             or lower(p.language) = any (cast(:languages as text[])))
        and (cast(:quota as integer) is null or cast(:quota as integer) * p.responses * (p.responses - 1) / 2 >
             (select coalesce(sum(least(places, cast(:quota as integer))), 0)
              from (select sum(places) places
                    from (select q.first_response x, q.second_response y, q.votes places
                          from pairing q where q.prompt_id = p.id
                          union all
                          select least(o.left_response, o.right_response), greatest(o.left_response, o.right_response), 1
                          from battle o
                          where o.prompt_id = p.id and o.state = 'open' and o.lease_until > evenhand_now()) taken
                    group by x, y) by_pair))
        """;

    /** A prompt that the rater has not seen, in the order of the deck; {@code %s} says on which side of a place. */
    private static final String UNSEEN = """
        select p.id from prompt p
        where p.shuffle %s :place and
        """ + SHOWABLE + """
          and not exists (select from battle b where b.rater_id = :rater and b.prompt_id = p.id)
        order by p.shuffle limit 1
        """;

    /** From a place to the end of the deck, and from its beginning: two halves, because one index serves each. */
    static final String FROM_THE_PLACE = UNSEEN.formatted(">=");

    static final String UP_TO_THE_PLACE = UNSEEN.formatted("<");

    private static final String SEEN = """
        select p.id from prompt p join battle b on b.prompt_id = p.id and b.rater_id = :rater
        where
        """ + SHOWABLE + """
        group by p.id having count(*) < p.responses * (p.responses - 1) / 2
        order by count(*), p.shuffle < :place, p.shuffle limit 1
        """;

    /**
     * The pairs of a prompt that a rater has not seen and that have a place left.
     *
     * <p>One statement, and so one moment: a vote that is being written is seen either as the battle that holds its
     * place or as the vote that took it. Pairs stand in the order of their texts, whoever wrote those.
     */
    private static final String PAIRS = """
        with seen as (
            select least(b.left_response, b.right_response) x, greatest(b.left_response, b.right_response) y
            from battle b where b.rater_id = :rater and b.prompt_id = :prompt
        ), held as (
            select least(b.left_response, b.right_response) x, greatest(b.left_response, b.right_response) y,
                   count(*) places
            from battle b
            where b.prompt_id = :prompt and b.state = 'open' and b.lease_until > evenhand_now()
            group by 1, 2
        ), pair as (
            select r.id one, r.model_id one_model, s.id other, s.model_id other_model,
                   least(r.id, s.id) x, greatest(r.id, s.id) y,
                   row_number() over (order by r.text_hash, r.id, s.text_hash, s.id) place
            from response r
            join response s on s.prompt_id = r.prompt_id and (s.text_hash, s.id) > (r.text_hash, r.id)
            where r.prompt_id = :prompt
        )
        select pair.one, pair.one_model, pair.other, pair.other_model, coalesce(q.votes, 0)
        from pair
        left join seen using (x, y)
        left join held using (x, y)
        left join pairing q on q.prompt_id = :prompt and q.first_response = x and q.second_response = y
        where seen.x is null
          and (cast(:quota as integer) is null
               or coalesce(q.votes, 0) + coalesce(held.places, 0) < cast(:quota as integer))
        order by pair.place
        """;

    private final Session session;

    Deck(Session session) {
        this.session = session;
    }

    /**
     * The prompt to look at next: from this place on one that the rater has not seen, or else the one seen least often
     * that still has a pair the rater has not seen.
     *
     * @param languages of the prompts, in lower case; empty for all
     * @param passed prompts that were looked at already
     */
    Optional<UUID> next(Arena arena, UUID rater, Set<String> languages, double place, Set<UUID> passed) {
        return Stream.of(FROM_THE_PLACE, UP_TO_THE_PLACE, SEEN)
                .map(sql -> session.createNativeQuery(sql, Object[].class)
                        .setParameter("arena", arena.id())
                        .setParameter("quota", arena.votesPerPair().orElse(null))
                        .setParameter("rater", rater)
                        .setParameter("place", place)
                        .setParameter("languages", languages.toArray(String[]::new))
                        .setParameter("passed", passed.toArray(UUID[]::new))
                        .uniqueResultOptional())
                .flatMap(Optional::stream)
                .map(row -> (UUID) row[0])
                .findFirst();
    }

    /**
     * Where votes are limited, keeps everybody else from taking a place on this prompt until the transaction ends; waits
     * for whoever keeps it now.
     *
     * <p>A transaction holds one prompt at most, so that no two ever wait for each other.
     */
    void hold(UUID prompt) {
        session.createNativeQuery("""
            select 1 from prompt p join arena a on a.id = p.arena_id
            where p.id = ?1 and a.votes_per_pair is not null for no key update of p
            """, Object[].class).setParameter(1, prompt).getResultList();
    }

    /** The same without waiting. Returns whether nobody else holds it. */
    boolean holdIfFree(Arena arena, UUID prompt) {
        return arena.votesPerPair().isEmpty()
                || !session.createNativeQuery(
                                "select 1 from prompt where id = ?1 for no key update skip locked", Object[].class)
                        .setParameter(1, prompt)
                        .getResultList()
                        .isEmpty();
    }

    /** The pairs of a prompt that this rater may still be shown. */
    List<Candidate> candidates(Arena arena, UUID rater, UUID prompt) {
        NativeQuery<Object[]> query = session.createNativeQuery(PAIRS, Object[].class);
        return query
                .setParameter("rater", rater)
                .setParameter("prompt", prompt)
                .setParameter("quota", arena.votesPerPair().orElse(null))
                .stream()
                .map(row -> new Candidate(
                        new Contender((UUID) row[0], (UUID) row[1]),
                        new Contender((UUID) row[2], (UUID) row[3]),
                        ((Number) row[4]).longValue()))
                .toList();
    }

    /** Whether a battle whose lease has ended can be lent again without taking a place that is not there. */
    boolean hasPlace(Arena arena, Battle battle) {
        if (arena.votesPerPair().isEmpty()) {
            return true;
        }
        Object[] taken = session.createNativeQuery("""
            select coalesce((select votes from pairing where prompt_id = ?1
                             and first_response = least(cast(?2 as uuid), ?3)
                             and second_response = greatest(cast(?2 as uuid), ?3)), 0)
                   + (select count(*) from battle
                      where prompt_id = ?1 and state = 'open' and lease_until > evenhand_now()
                      and least(left_response, right_response) = least(cast(?2 as uuid), ?3)
                      and greatest(left_response, right_response) = greatest(cast(?2 as uuid), ?3))
            """, Object[].class)
                .setParameter(1, battle.prompt.id())
                .setParameter(2, battle.left.id())
                .setParameter(3, battle.right.id())
                .getSingleResult();
        return ((Number) taken[0]).longValue() < arena.votesPerPair().get();
    }
}
