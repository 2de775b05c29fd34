package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What was acknowledged was forced to the disk before: killing processes cannot show that, only a power cut could. */
@QuarkusTest
class SyncedTest {
    private static final int VOTES = 100;

    @Inject
    DataSource database;

    @Test
    void everyVoteThatIsAnsweredWasForcedToTheDisk() throws SQLException {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), VOTES, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);
        long before = settled();

        for (int version = 0; version < VOTES; version++) {
            Api.vote(rater, battle, version % 2 == 0 ? "left" : "right", version)
                    .then()
                    .statusCode(201);
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> forced() >= before + VOTES);
    }

    /** The measure is worth something only where it tells commits that are not forced. */
    @Test
    void commitsThatAreNotForcedAreToldFromThoseThatAre() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists carefree (number integer)");
            statement.execute("set synchronous_commit = off");
            try {
                long before = settled();
                for (int i = 0; i < VOTES; i++) {
                    statement.execute("insert into carefree values (1)");
                }
                assertTrue(settled() - before < VOTES / 2);
            } finally {
                statement.execute("set synchronous_commit = on");
                statement.execute("drop table carefree");
            }
        }
    }

    /** How often the log of the database was forced to the disk, once every process has said so: each does by the second. */
    private long settled() {
        long[] last = {-1};
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ofSeconds(2))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    long now = forced();
                    boolean still = now - last[0] < VOTES / 10 && last[0] >= 0;
                    last[0] = now;
                    return still;
                });
        return last[0];
    }

    private long forced() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select coalesce(sum(fsyncs), 0) from pg_stat_io where object = 'wal'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
