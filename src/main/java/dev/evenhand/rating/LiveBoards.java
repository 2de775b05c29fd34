package dev.evenhand.rating;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.battle.Votes;
import io.quarkus.logging.Log;
import io.quarkus.vertx.ConsumeEvent;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes an arena's board anew soon after its votes have changed, and tells whoever watches.
 *
 * <p>Votes that come while a board is being made are in the next one. A board that takes long is made less often, so
 * that votes never wait for boards.
 */
@ApplicationScoped
class LiveBoards {
    /** The event bus address on which new boards are told: {@code {arena: slug, snapshot, votes}}. */
    static final String ADDRESS = "leaderboard-made";

    private static final Duration GATHERING = Duration.ofMillis(250);
    private static final int REST_FACTOR = 4;

    private final Leaderboards leaderboards;
    private final Arenas arenas;
    private final Vertx vertx;
    private final EventBus bus;
    private final Set<UUID> pending = ConcurrentHashMap.newKeySet();
    private volatile long lastNanos;

    LiveBoards(Leaderboards leaderboards, Arenas arenas, Vertx vertx, EventBus bus) {
        this.leaderboards = leaderboards;
        this.arenas = arenas;
        this.vertx = vertx;
        this.bus = bus;
    }

    @ConsumeEvent(Votes.CAST)
    void votesHaveChanged(String arena) {
        UUID id = UUID.fromString(arena);
        if (pending.add(id)) {
            long rest = Duration.ofNanos(lastNanos * REST_FACTOR).toMillis();
            vertx.setTimer(
                    Math.max(GATHERING.toMillis(), rest),
                    timer -> Thread.ofVirtual().name("refit").start(() -> refit(id)));
        }
    }

    @ActivateRequestContext
    void refit(UUID id) {
        pending.remove(id);
        try {
            Arena arena = arenas.withId(id);
            if (arena == null) {
                return;
            }
            long start = System.nanoTime();
            Leaderboard board = leaderboards.of(arena, Choice.DEFAULT);
            lastNanos = System.nanoTime() - start;
            bus.publish(
                    ADDRESS,
                    new JsonObject()
                            .put("arena", arena.slug())
                            .put("snapshot", board.snapshot())
                            .put("votes", board.votes()));
        } catch (RuntimeException e) {
            // The next vote, or the next look at the board, tries again.
            Log.warnf(e, "The board of arena %s could not be made", id);
        }
    }
}
