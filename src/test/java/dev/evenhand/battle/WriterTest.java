package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.battle.VoteBatch.Answer;
import dev.evenhand.problem.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The writer alone, with a database that misbehaves. */
class WriterTest {
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(500);

    private VoteQueue queue;

    @AfterEach
    void stop() throws InterruptedException {
        queue.stop();
    }

    @Test
    void anErrorIsToldToItsVoteAndTheNextVoteFindsTheWriterAlive() {
        OutOfMemoryError error = new OutOfMemoryError("made for this test");
        AtomicInteger calls = new AtomicInteger();
        start(() -> {
            if (calls.incrementAndGet() == 1) {
                throw error;
            }
            throw new SQLException("gone", "08006");
        });

        assertSame(error, failureOf(queue.submit(skip())));
        assertInstanceOf(SQLException.class, failureOf(queue.submit(skip())));
        assertTrue(queue.isWriting());
    }

    @Test
    void aBatchWithoutAConnectionIsNotTriedOneByOne() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch gathered = new CountDownLatch(1);
        start(() -> {
            calls.incrementAndGet();
            gathered.await();
            throw new SQLException("none to be had", "08001");
        });
        CompletableFuture<Answer> first = queue.submit(skip());
        await().until(() -> calls.get() == 1);
        var rest = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> queue.submit(skip()))
                .toList();

        gathered.countDown();

        failureOf(first);
        rest.forEach(WriterTest::failureOf);
        assertEquals(2, calls.get());
    }

    @Test
    void nobodyWaitsLongerThanTheirPatienceAndAWriterThatStandsStillSaysSo() {
        CountDownLatch never = new CountDownLatch(1);
        start(LITTLE_PATIENCE, () -> {
            never.await();
            throw new SQLException("interrupted", "08006");
        });
        assertTrue(queue.isWriting());

        assertInstanceOf(TimeoutException.class, failureOf(queue.submit(skip())));

        await().until(() -> !queue.isWriting());
        never.countDown();
        await().until(queue::isWriting);
    }

    @Test
    void aStoppedWriterTakesNothingMore() throws InterruptedException {
        start(() -> {
            throw new SQLException("gone", "08006");
        });
        queue.stop();

        assertThrows(Refusal.class, () -> queue.submit(skip()));
        assertFalse(queue.isWriting());
    }

    private void start(Misbehaving database) {
        start(Duration.ofSeconds(20), database);
    }

    private void start(Duration patience, Misbehaving database) {
        queue = new VoteQueue(
                () -> {
                    try {
                        database.open();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new SQLException("no database here", "08006");
                },
                new Settings(patience),
                null);
        queue.start(null);
    }

    private static Throwable failureOf(CompletableFuture<Answer> answer) {
        return assertThrows(CompletionException.class, answer::join).getCause();
    }

    private static Command skip() {
        return new Command.Skip(UUID.randomUUID(), UUID.randomUUID(), 0, "other", null);
    }

    private interface Misbehaving {
        void open() throws SQLException, InterruptedException;
    }

    private record Settings(Duration patience) implements BattleConfig {
        @Override
        public Duration lease() {
            return Duration.ofMinutes(20);
        }

        @Override
        public Duration changeable() {
            return Duration.ofMinutes(10);
        }

        @Override
        public int networkVotes() {
            return 0;
        }

        @Override
        public int queue() {
            return 100;
        }

        @Override
        public int batch() {
            return 100;
        }
    }
}
