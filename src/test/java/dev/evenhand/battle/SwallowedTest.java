package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.arena.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.eventbus.EventBus;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A commit that fails is not answered with yes; and a server that would answer so is found out. */
@QuarkusTest
class SwallowedTest {
    private static final int VOTES = 40;

    /** Which of the commits fails. */
    private static final int FAILING = 17;

    @Inject
    DataSource database;

    @Inject
    BattleConfig config;

    @Inject
    EventBus bus;

    @Test
    void aCommitThatFailsIsToldAndSentAgainCountsOnce() throws Exception {
        Trial trial = new Trial(false);

        assertThrows(CompletionException.class, trial::vote);
        trial.vote();

        assertTrue(
                trial.broken().values().stream().allMatch(n -> n == 0),
                trial.broken().toString());
        assertEquals(VOTES, trial.witness.acknowledged());
    }

    @Test
    void oneExceptionThatIsSwallowedIsSeenByTheWitness() throws Exception {
        Trial trial = new Trial(true);

        trial.vote();

        assertEquals(1, trial.broken().get("I1 acknowledged and missing"));
    }

    /** Votes on a writer of its own, one of whose commits fails. */
    private final class Trial {
        final Witness witness = new Witness();
        private final String slug = Api.openArena(Map.of("votesPerMinute", 0), Laid.PROMPTS, "A", "B");
        private final List<Laid> battles;
        private final boolean swallowed;
        private final AtomicInteger commits = new AtomicInteger();

        Trial(boolean swallowed) throws SQLException {
            this.swallowed = swallowed;
            try (Connection connection = database.getConnection()) {
                battles = Laid.lay(connection, slug, VOTES);
            }
        }

        /** One vote on each battle, one after another; those that were acknowledged before are sent again. */
        void vote() throws SQLException, InterruptedException {
            VoteQueue queue = new VoteQueue(this::open, config, bus);
            queue.start(null);
            try {
                for (Laid laid : battles) {
                    Witness.Sent sent = witness.sent.computeIfAbsent(laid.battle(), id -> new Witness.Sent());
                    sent.unknown.add("left");
                    Choice choice = new Choice(Outcome.LEFT, 0, null, null, null, null, null);
                    UUID battle = BattleId.of(laid.battle()).bits();
                    queue.submit(new Command.Cast(battle, rater(battle), choice))
                            .join();
                    sent.acknowledged = "left";
                    sent.unknown.clear();
                }
            } finally {
                queue.stop();
            }
        }

        private Connection open() throws SQLException {
            Connection connection = database.getConnection();
            connection.setAutoCommit(false);
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("commit") && commits.incrementAndGet() == FAILING) {
                            connection.rollback();
                            if (swallowed) {
                                return null;
                            }
                            throw new SQLException("the disk is full", "53100");
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        java.util.SortedMap<String, Long> broken() throws SQLException {
            try (Connection connection = database.getConnection()) {
                return witness.broken(connection, slug, -1);
            }
        }

        private UUID rater(UUID battle) throws SQLException {
            try (Connection connection = database.getConnection();
                    var select = connection.prepareStatement("select rater_id from battle where id = ?")) {
                select.setObject(1, battle);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getObject(1, UUID.class);
                }
            }
        }
    }
}
