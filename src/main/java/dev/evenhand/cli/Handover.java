package dev.evenhand.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hands things to another thread in their order, many at a time, so that whoever reads them need not wait until they are
 * taken. Closing waits until all are, and throws what the taker threw.
 */
final class Handover<T> implements Consumer<T>, AutoCloseable {
    private static final int BATCH = 2_048;
    private static final int WAITING = 16;

    private final BlockingQueue<List<T>> batches = new ArrayBlockingQueue<>(WAITING);
    private final CompletableFuture<Void> taken = new CompletableFuture<>();
    private List<T> batch = new ArrayList<>(BATCH);

    Handover(Consumer<T> taker) {
        Thread.ofPlatform().daemon().name("votes").start(() -> take(taker));
    }

    private void take(Consumer<T> taker) {
        try {
            List<T> next = batches.take();
            while (!next.isEmpty()) {
                next.forEach(taker);
                next = batches.take();
            }
            taken.complete(null);
        } catch (InterruptedException | RuntimeException | Error e) {
            taken.completeExceptionally(e);
            batches.clear();
        }
    }

    @Override
    public void accept(T thing) {
        batch.add(thing);
        if (batch.size() == BATCH) {
            send();
        }
    }

    @Override
    public void close() {
        if (!batch.isEmpty()) {
            send();
        }
        send();
        try {
            taken.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** An empty batch is the last one. After a failure nobody takes any more. */
    private void send() {
        try {
            while (!taken.isDone() && !batches.offer(batch, 1, TimeUnit.SECONDS)) {
                // The taker is slower than the reader: wait for it.
            }
            batch = new ArrayList<>(BATCH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while votes were taken", e);
        }
    }
}
