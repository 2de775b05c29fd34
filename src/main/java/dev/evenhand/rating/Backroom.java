package dev.evenhand.rating;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.evenhand.battle.VoteReader;
import dev.evenhand.problem.Turnstile;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Makes what takes seconds, one after the other, and keeps it until there are other votes. Whoever asks for what is being
 * made waits for it.
 */
@ApplicationScoped
class Backroom {
    /** What is kept are tables of tens of kilobytes. */
    private static final int KEPT = 200;

    /** Each holds the votes of an arena while it waits, which are hundreds of megabytes where there are millions. */
    private static final int WAITING = 4;

    private record Key(UUID arena, long position, Object wanted) {}

    private final VoteReader votes;
    private final Turnstile turnstile = new Turnstile(WAITING, "Other checks are being made.");
    private final Aside aside = new Aside("checks");
    private final AsyncCache<Key, Object> kept =
            Caffeine.newBuilder().maximumSize(KEPT).buildAsync();

    Backroom(VoteReader votes) {
        this.votes = votes;
    }

    /**
     * @param wanted tells what is made from everything else that is made of an arena's votes
     * @param read reads what it is made of, here and now, and gives what makes it, elsewhere and later
     */
    <T> T made(UUID arena, Object wanted, Class<T> type, Supplier<Supplier<T>> read) {
        Key key = new Key(arena, votes.position(arena, null).number(), wanted);
        CompletableFuture<Object> mine = new CompletableFuture<>();
        CompletableFuture<Object> theirs = kept.asMap().putIfAbsent(key, mine);
        if (theirs == null) {
            make(mine, read);
        }
        try {
            return type.cast((theirs == null ? mine : theirs).join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** What fails is not kept. */
    private <T> void make(CompletableFuture<Object> made, Supplier<Supplier<T>> read) {
        try (Turnstile.Place _ = turnstile.enter()) {
            made.complete(aside.compute(read.get()));
        } catch (RuntimeException e) {
            made.completeExceptionally(e);
        }
    }

    @PreDestroy
    void close() {
        aside.close();
    }
}
