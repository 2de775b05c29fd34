package dev.evenhand.battle;

import dev.evenhand.Api;
import dev.evenhand.clock.LongWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A large arena, laid into the tables as uploads and voting would leave it: but without the events of its votes, which
 * neither drawing nor a new vote ever reads.
 */
record Bulk(String slug, List<String> tokens) {
    private static final int MODELS = 4;

    private static final String PROMPTS = """
        insert into prompt (id, arena_id, key, messages, text_hash, shuffle, responses, created_at)
        select gen_random_uuid(), a.id, 'bulk-' || n,
               jsonb_build_array(jsonb_build_object('role', 'user', 'content', 'What is to be said about ' || n || '?')),
               sha256(('bulk-' || n)::bytea), random(), 4, evenhand_now()
        from arena a, generate_series(1, %2$d) n where a.slug = '%1$s';
        insert into response (id, prompt_id, model_id, text, text_hash, created_at)
        select gen_random_uuid(), p.id, m.id, text, sha256(text::bytea), evenhand_now()
        from arena a join prompt p on p.arena_id = a.id join model m on m.arena_id = a.id,
             lateral (select m.name || ' says of ' || p.key || repeat(' that much can be said', 20) as text) said
        where a.slug = '%1$s' and p.key like 'bulk-%%'
        """;

    private static final String RATERS = """
        insert into account (id, role, arena_id, label, invited, created_at)
        select gen_random_uuid(), 'rater', a.id, a.slug || '-' || n, true, evenhand_now()
        from arena a, generate_series(1, %2$d) n where a.slug = '%1$s';
        insert into token (id, hash, name, role, account_id, created_at)
        select gen_random_uuid(), sha256(r.label::bytea), r.label, 'rater', r.id, evenhand_now()
        from account r join arena a on a.id = r.arena_id where a.slug = '%1$s'
        """;

    /** Each rater has voted on as many prompts in a row; two responses of each are taken in turn. */
    private static final String VOTES = """
        insert into battle (id, arena_id, rater_id, prompt_id, left_response, right_response, probability, shown_at,
                            lease_until, version, state, decided_at)
        with prompts as (
            select p.id, row_number() over (order by p.id) - 1 place, array_agg(x.id order by x.id) said
            from arena a join prompt p on p.arena_id = a.id join response x on x.prompt_id = p.id
            where a.slug = '%1$s' and p.key like 'bulk-%%' group by p.id
        ), raters as (
            select r.id, r.arena_id, row_number() over (order by r.id) - 1 place
            from arena a join account r on r.arena_id = a.id where a.slug = '%1$s'
        )
        select gen_random_uuid(), r.arena_id, r.id, p.id, p.said[1 + n %% 4], p.said[1 + (n + 1 + n / 4 %% 3) %% 4],
               1.0 / 6, evenhand_now() - interval '1 day', evenhand_now() - interval '1 day', 1, 'voted',
               evenhand_now() - interval '1 day'
        from generate_series(0, %2$d - 1) n
             join prompts p on p.place = n %% %3$d join raters r on r.place = n / %4$d;
        insert into vote (arena_id, id, battle_id, prompt_key, model_a, model_b, outcome, shown_first, rater, rater_kind,
                          shown_at, voted_at, duration_ms, probability, weight, counted, source, event)
        select b.arena_id, replace(b.id::text, '-', ''), b.id, p.key, x.model_id, y.model_id,
               (array['left', 'right', 'tie'])[1 + get_byte(uuid_send(b.id), 3) %% 3], 'a', b.rater_id::text, 'person',
               b.shown_at, b.decided_at, 20000, b.probability, 1, true, 'battle', row_number() over ()
        from arena a join battle b on b.arena_id = a.id join prompt p on p.id = b.prompt_id
             join response x on x.id = b.left_response join response y on y.id = b.right_response
        where a.slug = '%1$s' and b.state = 'voted';
        insert into pairing (prompt_id, first_response, second_response, votes)
        select prompt_id, least(left_response, right_response), greatest(left_response, right_response), count(*)
        from arena a join battle b on b.arena_id = a.id where a.slug = '%1$s' group by 1, 2, 3;
        insert into rater_tally (rater_id, votes, skips)
        select rater_id, count(*), 0 from battle b join arena a on a.id = b.arena_id where a.slug = '%1$s' group by 1;
        update chain set number = %2$d where arena_id = (select id from arena where slug = '%1$s')
        """;

    /** An open arena with about so many responses and votes, the votes spread evenly over the raters. */
    static Bulk lay(Connection connection, int responses, int votes, int raters) throws SQLException {
        String slug = Api.openArena(Map.of("votesPerMinute", 0, "publicBoard", true), 1, "A", "B", "C", "D");
        int prompts = responses / MODELS;
        connection.setAutoCommit(false);
        LongWork.begin(connection);
        try (Statement statement = connection.createStatement()) {
            run(statement, PROMPTS.formatted(slug, prompts));
            run(statement, RATERS.formatted(slug, raters));
            if (votes > 0) {
                run(statement, VOTES.formatted(slug, votes, prompts, votes / raters));
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = '10min'");
            statement.execute("vacuum analyze");
        }
        return new Bulk(
                slug,
                IntStream.rangeClosed(1, raters).mapToObj(n -> slug + "-" + n).toList());
    }

    private static void run(Statement statement, String script) throws SQLException {
        for (String sql : script.split(";")) {
            statement.execute(sql);
        }
    }
}
