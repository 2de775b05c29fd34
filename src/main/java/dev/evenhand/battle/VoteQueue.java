package dev.evenhand.battle;

import dev.evenhand.battle.VoteBatch.Answer;
import dev.evenhand.problem.Refusal;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.eventbus.EventBus;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * One bounded queue and one writer: whatever waits goes into one transaction, and is answered after its commit.
 *
 * <p>The writer waits for nobody. Under no load a vote is alone in its transaction; under much load hundreds share
 * one, and one write to the disk.
 */
@ApplicationScoped
class VoteQueue {
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private record Waiting(Command command, CompletableFuture<Answer> answer) {}

    private final DataSource database;
    private final BattleConfig config;
    private final EventBus bus;
    private final BlockingQueue<Waiting> queue;
    private volatile boolean stopping;
    private Thread writer;

    VoteQueue(DataSource database, BattleConfig config, EventBus bus) {
        this.database = database;
        this.config = config;
        this.bus = bus;
        this.queue = new ArrayBlockingQueue<>(config.queue());
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        writer = Thread.ofPlatform().name("vote-writer").daemon().start(this::write);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        writer.interrupt();
        writer.join();
    }

    /** Completes after the commit; exceptionally where nothing is known to be on disk. */
    CompletableFuture<Answer> submit(Command command) {
        Waiting waiting = new Waiting(command, new CompletableFuture<>());
        if (stopping || !queue.offer(waiting)) {
            throw Refusal.unavailable(
                    "busy", "More votes are waiting than can be written. Send yours again.", COME_AGAIN);
        }
        return waiting.answer();
    }

    private void write() {
        List<Waiting> batch = new ArrayList<>(config.batch());
        while (!stopping) {
            try {
                batch.clear();
                batch.add(queue.take());
                queue.drainTo(batch, config.batch() - 1);
                commit(batch);
            } catch (InterruptedException e) {
                // Only stop() interrupts; the loop's condition ends it.
                Thread.currentThread().interrupt();
                break;
            }
        }
        Refusal stopped = Refusal.unavailable("stopping", "The server is stopping. Send your vote again.", COME_AGAIN);
        batch.clear();
        queue.drainTo(batch);
        batch.forEach(waiting -> waiting.answer().completeExceptionally(stopped));
    }

    /** One bad vote must not fail its neighbours: a batch that fails is written again one by one. */
    private void commit(List<Waiting> batch) {
        try {
            List<Answer> answers = transact(batch);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (SQLException | RuntimeException e) {
            if (batch.size() > 1 && !isConnectionLost(e)) {
                batch.forEach(waiting -> commit(List.of(waiting)));
            } else {
                Log.warnf("A batch of %d votes was not written: %s", batch.size(), e.getMessage());
                batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
            }
        }
    }

    private List<Answer> transact(List<Waiting> batch) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                VoteBatch transaction = new VoteBatch(
                        connection, config, batch.stream().map(Waiting::command).toList());
                List<Answer> answers = transaction.run();
                connection.commit();
                transaction.changed().forEach(arena -> bus.publish(Votes.CAST, arena.toString()));
                return answers;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static boolean isConnectionLost(Exception e) {
        return e instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"));
    }
}
