package dev.evenhand.battle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.Session;

/**
 * What raters reported of responses: that one tells who wrote it, so that it cannot be judged blind.
 *
 * <p>A report is a part of the vote or skip that it came with. One that was taken back, or said anew without it, is none.
 */
@ApplicationScoped
class Reports {
    /** More than anybody reads; those with the most reports come first. */
    private static final int MOST = 200;

    /**
     * A response that somebody says tells who wrote it.
     *
     * @param prompt the prompt's id
     * @param reports how many battles it was reported from
     * @param skipped how many of those were skipped, the others voted on
     * @param unclear how many of those skipped say only that it is one of the battle's two
     */
    @Schema(name = "IdentityReport")
    record Report(String prompt, String model, String text, long reports, long skipped, long unclear, Instant lastAt) {}

    private final Session session;

    Reports(Session session) {
        this.session = session;
    }

    /** The responses of an arena that were reported, those with the most reports first. */
    @Transactional
    List<Report> of(UUID arena) {
        return session.createNativeQuery("""
                    with said as (
                        select e.battle_id, e.at, e.kind, e.body::jsonb as body, b.left_response, b.right_response
                        from event e join battle b on b.id = e.battle_id and b.version = e.version
                        where e.arena_id = ?1
                          and (e.body like '%"identified":[%' or e.body like '%"reason":"reveals-identity"%')
                    ), reported as (
                        select distinct s.battle_id, s.at, s.kind, s.body -> 'identified' is null as unclear,
                               case side when 'left' then s.left_response else s.right_response end as response
                        from said s, jsonb_array_elements_text(
                            coalesce(s.body -> 'identified', '["left", "right"]')) side
                    )
                    select p.key, m.name, r.text, count(*), count(*) filter (where kind = 'skipped'),
                           count(*) filter (where unclear), max(at)
                    from reported
                    join response r on r.id = reported.response
                    join model m on m.id = r.model_id
                    join prompt p on p.id = r.prompt_id
                    group by p.key, m.name, r.id, r.text
                    order by count(*) desc, count(*) filter (where not unclear) desc, max(at) desc
                    limit ?2
                    """, Object[].class).setParameter(1, arena).setParameter(2, MOST).stream()
                .map(row -> new Report(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        ((Number) row[3]).longValue(),
                        ((Number) row[4]).longValue(),
                        ((Number) row[5]).longValue(),
                        (Instant) row[6]))
                .toList();
    }
}
