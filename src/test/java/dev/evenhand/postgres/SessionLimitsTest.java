package dev.evenhand.postgres;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionLimitsTest {
    @Inject
    DataSource database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int connections;

    @Test
    void everySessionThatAnswersRequestsHasItsLimits() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                taken.add(database.getConnection());
                try (Statement statement = taken.getLast().createStatement();
                        ResultSet row = statement.executeQuery("""
                            select current_setting('statement_timeout'), current_setting('lock_timeout'),
                                   current_setting('idle_in_transaction_session_timeout')
                            """)) {
                    row.next();
                    assertEquals(
                            List.of("15s", "3s", "30s"), List.of(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void connectionsThatAreAllInUseAreToldAsPassing() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                taken.add(database.getConnection());
            }
            Api.admin().get("/api/arenas").then().statusCode(503).body("code", equalTo("database-unavailable"));
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        Api.admin().get("/api/arenas").then().statusCode(200);
    }

    @Test
    void aLockThatIsNotHadInTimeIsToldAsPassing() throws Exception {
        String slug = Api.openArena(Map.of(), 1, "A", "B");
        String rater = Api.rater(slug);
        Api.battle(slug, rater);

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                select from account where id in (select b.rater_id from battle b join arena a on a.id = b.arena_id
                                                 where a.slug = '%s') for update
                """.formatted(slug));

            Api.as(rater)
                    .post("/api/arenas/" + slug + "/battles")
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("database-unavailable"));
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
