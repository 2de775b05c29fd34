package dev.evenhand.battle;

import dev.evenhand.clock.LongWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A battle that lies before a rater: one vote that may be cast. */
record Laid(String token, String battle) {
    /** Of the arena in which battles are laid. */
    static final int PROMPTS = 400;

    private static final int BATTLES_A_RATER = 4;

    /** So many battles, or a multiple, lie evenly on all pairs. */
    static final int A_ROUND = PROMPTS * BATTLES_A_RATER;

    /** What inviting raters and drawing battles one by one would write; a rater's label is the token. */
    private static final String LAY = """
        insert into account (id, role, arena_id, label, invited, created_at)
        select gen_random_uuid(), 'rater', a.id, a.slug || '-' || n, true, evenhand_now()
        from arena a, generate_series(1, %2$d) n where a.slug = '%1$s';
        insert into token (id, hash, name, role, account_id, created_at)
        select gen_random_uuid(), sha256(r.label::bytea), r.label, 'rater', r.id, evenhand_now()
        from account r join arena a on a.id = r.arena_id where a.slug = '%1$s';
        insert into battle (id, arena_id, rater_id, prompt_id, left_response, right_response, probability,
                            shown_at, lease_until, version, state)
        with pair as (
            select p.id prompt, row_number() over (order by p.id) - 1 place,
                   (array_agg(x.id order by x.id))[1] one, (array_agg(x.id order by x.id))[2] other
            from arena a join prompt p on p.arena_id = a.id
            join response x on x.prompt_id = p.id
            where a.slug = '%1$s' group by p.id
        ), rater as (
            select r.id, r.arena_id, row_number() over (order by r.id) place
            from arena a join account r on r.arena_id = a.id where a.slug = '%1$s'
        )
        select gen_random_uuid(), rater.arena_id, rater.id, pair.prompt, pair.one, pair.other, 1.0 / 3,
               evenhand_now(), evenhand_now() + interval '120 minutes', 0, 'open'
        from rater
        join generate_series(1, %3$d) turn on true
        join pair on pair.place = (7 * rater.place + turn) %% %4$d;
        analyze
        """;

    /** Lays so many battles before raters of this arena, a few before each, and returns them in no order. */
    static List<Laid> lay(Connection connection, String slug, int battles) throws SQLException {
        connection.setAutoCommit(false);
        LongWork.begin(connection);
        try (Statement statement = connection.createStatement()) {
            for (String sql : LAY.formatted(slug, battles / BATTLES_A_RATER, BATTLES_A_RATER, PROMPTS)
                    .split(";")) {
                statement.execute(sql);
            }
        }
        List<Laid> laid = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select r.label, b.id from battle b
                join account r on r.id = b.rater_id join arena a on a.id = b.arena_id
                where a.slug = ? order by b.id
                """)) {
            select.setString(1, slug);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    laid.add(new Laid(row.getString(1), new BattleId(row.getObject(2, UUID.class)).toString()));
                }
            }
        }
        connection.commit();
        Collections.shuffle(laid, new Random(1));
        return laid;
    }

    /** How many of these battles lie on each pair. */
    static int aPair(int battles) {
        return battles / PROMPTS;
    }
}
