package dev.evenhand.rating;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.battle.Votes;
import dev.evenhand.rating.Leaderboards.Made;
import io.quarkus.logging.Log;
import io.quarkus.vertx.ConsumeEvent;
import io.quarkus.websockets.next.OpenConnections;
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
 * Makes an arena's board anew after its votes have changed: soon where somebody watches it, and for the drawing of pairs
 * now and then in any case.
 *
 * <p>Votes that come while a board is being made are in the next one. A board that takes long is made less often, so
 * that votes never wait for boards.
 */
@ApplicationScoped
class LiveBoards {
    /** The event bus address on which new boards are told: {@code {arena: id, snapshot, votes}}. */
    static final String ADDRESS = "leaderboard-made";

    private static final Duration GATHERING = Duration.ofMillis(250);

    /** What a few votes more would change about which pair tells most is not worth a board. */
    private static final Duration UNWATCHED = Duration.ofSeconds(10);

    private final Leaderboards leaderboards;
    private final Arenas arenas;
    private final OpenConnections pages;
    private final Vertx vertx;
    private final EventBus bus;
    private final Set<UUID> pending = ConcurrentHashMap.newKeySet();

    LiveBoards(Leaderboards leaderboards, Arenas arenas, OpenConnections pages, Vertx vertx, EventBus bus) {
        this.leaderboards = leaderboards;
        this.arenas = arenas;
        this.pages = pages;
        this.vertx = vertx;
        this.bus = bus;
    }

    @ConsumeEvent(Votes.CAST)
    void votesHaveChanged(String arena) {
        UUID id = UUID.fromString(arena);
        if (pending.add(id)) {
            vertx.setTimer(
                    wait(id).toMillis(),
                    timer -> Thread.ofVirtual().name("refit").start(() -> refit(id)));
        }
    }

    private Duration wait(UUID arena) {
        Duration rest = leaderboards.latest(arena).map(Made::rest).orElse(Duration.ZERO);
        boolean watched = LiveSocket.watching(pages, arena).findAny().isPresent();
        Duration gathering = watched ? GATHERING : UNWATCHED;
        return rest.compareTo(gathering) > 0 ? rest : gathering;
    }

    @ActivateRequestContext
    void refit(UUID id) {
        pending.remove(id);
        try {
            Arena arena = arenas.withId(id);
            if (arena == null) {
                return;
            }
            Leaderboard board = leaderboards.upToDate(arena);
            bus.publish(
                    ADDRESS,
                    new JsonObject()
                            .put("arena", id.toString())
                            .put("snapshot", board.snapshot())
                            .put("votes", board.votes()));
        } catch (RuntimeException e) {
            // The next vote, or the next look at the board, tries again.
            Log.warnf(e, "The board of arena %s could not be made", id);
        }
    }
}
