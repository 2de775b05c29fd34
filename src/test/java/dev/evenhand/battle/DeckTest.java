package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DeckTest {
    @Inject
    DataSource database;

    /** What the database means to do, not how long it took: the same on every machine. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "3"})
    void aPromptIsFoundByTheIndexOfTheDeckAmongAHundredThousand(String quota) throws SQLException {
        String slug = Api.arena(Map.of());

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                insert into prompt (id, arena_id, key, messages, text_hash, shuffle, responses, created_at)
                select gen_random_uuid(), a.id, n::text, '[]', '', random(), 2, now()
                from arena a, generate_series(1, 100000) n where a.slug = '%s'
                """.formatted(slug));
            statement.execute("""
                insert into account (id, role, arena_id, invited, created_at)
                select gen_random_uuid(), 'rater', a.id, true, now() from arena a where a.slug = '%s'
                """.formatted(slug));
            statement.execute("analyze prompt");
            for (String half :
                    Stream.of(Deck.FROM_THE_PLACE, Deck.UP_TO_THE_PLACE).collect(Collectors.toSet())) {
                String plan = plan(statement, half, slug, quota);

                assertTrue(plan.contains("Index Scan using prompt_deck"), plan);
                assertFalse(plan.substring(0, plan.indexOf("prompt_deck")).contains("Sort"), plan);
                assertFalse(plan.contains("Seq Scan on prompt"), plan);
            }
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Test
    void everyPromptIsFoundFromWhereverTheSearchBegins() {
        String slug = Api.openArena(Map.of(), 12, "A", "B");
        String rater = Api.rater(slug);
        Set<String> prompts = new HashSet<>();

        String battle;
        while ((battle = Api.battle(slug, rater)) != null) {
            prompts.add(battle);
            Api.vote(rater, battle, "left", 0).then().statusCode(201);
        }

        assertEquals(12, prompts.size());
    }

    private static String plan(Statement statement, String sql, String slug, String quota) throws SQLException {
        String literal = sql.replace(":arena", "(select id from arena where slug = '%s')".formatted(slug))
                .replace(
                        ":rater",
                        "(select id from account where arena_id = (select id from arena where slug = '%s'))"
                                .formatted(slug))
                .replace(":languages", "'{}'")
                .replace(":passed", "'{}'::uuid[]")
                .replace(":place", "0.5")
                .replace(":quota", quota);
        try (ResultSet rows = statement.executeQuery("explain " + literal)) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }
}
