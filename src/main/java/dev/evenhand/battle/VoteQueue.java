package dev.evenhand.battle;

import dev.evenhand.battle.VoteBatch.Answer;
import dev.evenhand.battle.VoteBatch.Asked;
import dev.evenhand.problem.Outage;
import dev.evenhand.problem.Refusal;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.eventbus.EventBus;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One bounded queue and one writer: whatever waits goes into one transaction, and is answered after its commit.
 *
 * <p>The writer waits for nobody: what bears on an arena that a file is coming into waits beside the queue, and
 * everything else goes on. Under no load a vote is alone in its transaction; under much load hundreds share one, and
 * one write to the disk.
 */
@ApplicationScoped
class VoteQueue {
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    /** How soon what was held elsewhere is tried again: a draw holds a prompt for about this long. */
    private static final Duration HELD_FOR = Duration.ofMillis(10);

    /** How soon a database that took nothing is asked whether it takes something again. */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(1);

    private record Waiting(Asked asked, CompletableFuture<Answer> answer) {}

    private final Connections database;
    private final BattleConfig config;
    private final EventBus bus;
    private final BlockingQueue<Waiting> queue;
    /** What waits for something that is held elsewhere; the writer's own. */
    private final Deque<Waiting> heldBack = new ArrayDeque<>();

    private volatile boolean stopping;
    /** When the batch that is being written was begun, in the JVM's nanoseconds; 0 where none is. */
    private volatile long busySince;

    private volatile boolean down;

    private Thread writer;

    VoteQueue(Connections database, BattleConfig config, EventBus bus) {
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

    /** Completes after the commit; exceptionally where nothing is known to be on disk, and after a while in any case. */
    CompletableFuture<Answer> submit(Command command, byte[] network) {
        Waiting waiting = new Waiting(new Asked(command, command.fingerprint(), network), new CompletableFuture<>());
        if (stopping || !queue.offer(waiting)) {
            throw busy();
        }
        if (stopping && queue.remove(waiting)) {
            // The writer may have looked into the queue for the last time.
            throw stopped();
        }
        return waiting.answer().orTimeout(config.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The same for what comes from nowhere in particular. */
    CompletableFuture<Answer> submit(Command command) {
        return submit(command, null);
    }

    /** How many wait for the writer to take them. */
    int waiting() {
        return queue.size();
    }

    /** Whether the writer lives and gets on with its work. */
    boolean isWriting() {
        long since = busySince;
        boolean stuck =
                since != 0 && System.nanoTime() - since > config.patience().toNanos();
        return writer != null && writer.isAlive() && !stuck;
    }

    /** Whether the database took nothing when it was last tried. */
    boolean isDown() {
        return down;
    }

    private void write() {
        while (!stopping) {
            List<Waiting> batch = new ArrayList<>();
            try {
                fill(batch);
                if (batch.isEmpty()) {
                    lookAgain();
                    continue;
                }
                busySince = System.nanoTime();
                commit(batch);
            } catch (InterruptedException e) {
                // Only stop() interrupts; the loop's condition ends it.
                batch.forEach(waiting -> waiting.answer().completeExceptionally(stopped()));
                Thread.currentThread().interrupt();
                break;
            } catch (Throwable e) {
                // Whatever it was, the votes after it are not to wait for ever.
                batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
                Log.error("A batch of votes was not written", e);
            } finally {
                busySince = 0;
            }
        }
        List<Waiting> left = new ArrayList<>(heldBack);
        queue.drainTo(left);
        left.forEach(waiting -> waiting.answer().completeExceptionally(stopped()));
    }

    /**
     * At most half a batch is of what was held back, so that a busy arena leaves room for the others. Empty where
     * nobody votes while the database takes nothing.
     */
    private void fill(List<Waiting> batch) throws InterruptedException {
        heldBack.removeIf(waiting -> waiting.answer().isDone());
        if (heldBack.isEmpty()) {
            Waiting next = down ? queue.poll(ASKED_AGAIN.toMillis(), TimeUnit.MILLISECONDS) : queue.take();
            if (next == null) {
                return;
            }
            batch.add(next);
        } else {
            Waiting next = queue.poll(HELD_FOR.toMillis(), TimeUnit.MILLISECONDS);
            while (!heldBack.isEmpty() && batch.size() < config.batch() / 2) {
                batch.add(heldBack.poll());
            }
            if (next != null) {
                batch.add(next);
            }
        }
        queue.drainTo(batch, config.batch() - batch.size());
    }

    /** One bad vote must not fail its neighbours: a batch that fails is written again one by one. */
    private void commit(List<Waiting> batch) {
        try {
            List<Answer> answers = transact(batch.stream().map(Waiting::asked).toList());
            down = false;
            for (int i = 0; i < batch.size(); i++) {
                answer(batch.get(i), answers.get(i));
            }
        } catch (SQLException | RuntimeException e) {
            boolean outage = Outage.isDown(e);
            if (outage) {
                down = true;
                database.renew();
            }
            if (batch.size() > 1 && !outage) {
                batch.forEach(waiting -> commit(List.of(waiting)));
            } else {
                Log.warnf("A batch of %d votes was not written: %s", batch.size(), e.getMessage());
                batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
            }
        }
    }

    /** Nobody sends votes to a server that says it takes none: whether it does again, it has to find out itself. */
    private void lookAgain() {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show transaction_read_only")) {
            row.next();
            down = row.getString(1).equals("on");
        } catch (SQLException e) {
            Log.debug("The database still takes nothing", e);
        }
        if (down) {
            database.renew();
        }
    }

    private void answer(Waiting waiting, Answer answer) {
        if (!(answer instanceof Answer.Later)) {
            waiting.answer().complete(answer);
        } else if (heldBack.size() < config.queue()) {
            heldBack.add(waiting);
        } else {
            waiting.answer().completeExceptionally(busy());
        }
    }

    private List<Answer> transact(List<Asked> batch) throws SQLException {
        try (Connection connection = database.open()) {
            try {
                VoteBatch transaction = new VoteBatch(connection, config, batch);
                List<Answer> answers = transaction.run();
                connection.commit();
                transaction.changed().forEach(arena -> bus.publish(Votes.CAST, arena.toString()));
                return answers;
            } catch (Throwable e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static Refusal busy() {
        return Refusal.unavailable("busy", "More votes are waiting than can be written. Send yours again.", COME_AGAIN);
    }

    private static Refusal stopped() {
        return Refusal.unavailable("stopping", "The server is stopping. Send your vote again.", COME_AGAIN);
    }
}
