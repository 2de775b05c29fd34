package dev.evenhand.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Puts questions that arise at the same time to the database together: a thousand requests a second need not ask a
 * thousand times who sent them.
 *
 * <p>Every answer comes of a look that began after the question was asked, so nothing is remembered from one to the
 * next: what was revoked before a request is refused in it.
 */
final class Gathering<Q, A> {
    /** Looks up all that is asked at once; what is not in the answer is not there. */
    interface Look<Q, A> {
        Map<Q, A> at(List<Q> questions);
    }

    private static final int AT_ONCE = 500;

    private record Waiting<Q, A>(Q question, CompletableFuture<Optional<A>> answer) {}

    private final Look<Q, A> look;
    private final Executor start;
    private final BlockingQueue<Waiting<Q, A>> queue = new LinkedBlockingQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    Gathering(Look<Q, A> look) {
        this(look, Thread::startVirtualThread);
    }

    /** @param start lets somebody look around, and does not wait for it */
    Gathering(Look<Q, A> look, Executor start) {
        this.look = look;
        this.start = start;
    }

    /** Longer than a look that is under way and the next may take together, where the database stands still. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    /** Waits for the answer, but not for ever; throws what the look threw, as its cause. */
    Optional<A> ask(Q question) {
        Waiting<Q, A> waiting = new Waiting<>(question, new CompletableFuture<>());
        queue.add(waiting);
        if (looking.compareAndSet(false, true)) {
            lookAroundLater();
        }
        return waiting.answer()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** How many wait for a look that has not begun. */
    int waiting() {
        return queue.size();
    }

    private void lookAroundLater() {
        try {
            start.execute(this::lookAround);
        } catch (Throwable e) {
            // Where there is no memory for a thread, the next who asks must not wait for one that never began.
            looking.set(false);
            throw e;
        }
    }

    private void lookAround() {
        do {
            try {
                List<Waiting<Q, A>> all = new ArrayList<>();
                while (queue.drainTo(all, AT_ONCE) > 0) {
                    answer(all);
                    all.clear();
                }
            } finally {
                looking.set(false);
            }
            // One may have come after the last look and before the flag fell.
        } while (!queue.isEmpty() && looking.compareAndSet(false, true));
    }

    private void answer(List<Waiting<Q, A>> all) {
        try {
            Map<Q, A> found =
                    look.at(all.stream().map(Waiting::question).distinct().collect(Collectors.toList()));
            all.forEach(waiting -> waiting.answer().complete(Optional.ofNullable(found.get(waiting.question()))));
        } catch (Throwable e) {
            all.forEach(waiting -> waiting.answer().completeExceptionally(e));
        }
    }
}
