package dev.evenhand.rating;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Computes one thing after the other on a thread of its own.
 *
 * <p>Votes are taken on virtual threads, which share as many threads as there are processors and are never interrupted
 * while they compute: what takes long must not be among them.
 */
final class Aside implements AutoCloseable {
    private final ExecutorService thread;

    Aside(String name) {
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Waits for it; what it throws is thrown here. */
    <T> T compute(Supplier<T> making) {
        try {
            return CompletableFuture.supplyAsync(making, thread).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
