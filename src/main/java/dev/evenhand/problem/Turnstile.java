package dev.evenhand.problem;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Lets so many in at once, and tells whoever comes next when to come again.
 *
 * <p>Nobody queues: work that holds a connection for long must leave enough of them for votes.
 */
public final class Turnstile {
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final Semaphore places;
    private final String busy;

    /** @param busy what is going on where all places are taken, as a sentence */
    public Turnstile(int places, String busy) {
        this.places = new Semaphore(places);
        this.busy = busy;
    }

    /** A place, to be closed by whoever got it. Refuses where there is none. */
    public Place enter() {
        if (!places.tryAcquire()) {
            throw Refusal.unavailable("busy", busy + " Come again in a moment.", COME_AGAIN);
        }
        return places::release;
    }

    /** A place that is held until it is closed. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }
}
