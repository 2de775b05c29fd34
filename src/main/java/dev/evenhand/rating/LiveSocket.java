package dev.evenhand.rating;

import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import io.quarkus.vertx.ConsumeEvent;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OpenConnections;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Stream;

/** Tells open pages that an arena has a new board; they fetch it themselves. */
@WebSocket(path = "/api/arenas/{slug}/live")
class LiveSocket {
    private static final TypedKey<UUID> ARENA = new TypedKey<>("arena");

    private final OpenConnections connections;
    private final Arenas arenas;
    private final Callers callers;
    private final Audience audience;

    LiveSocket(OpenConnections connections, Arenas arenas, Callers callers, Audience audience) {
        this.connections = connections;
        this.arenas = arenas;
        this.callers = callers;
        this.audience = audience;
    }

    /**
     * There is nothing to say until a new board stands: the page has just fetched the present one. Nor is there to those
     * who see votes only once they are settled: no vote makes another board for them.
     */
    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        Caller caller = callers.current();
        Arena arena = arenas.boardFor(caller, connection.pathParam("slug"));
        if (audience.seesAll(caller, arena)) {
            connection.userData().put(ARENA, arena.id());
        }
    }

    @ConsumeEvent(LiveBoards.ADDRESS)
    void tell(JsonObject board) {
        String message = new JsonObject()
                .put("type", "leaderboard")
                .put("snapshot", board.getString("snapshot"))
                .put("votes", board.getLong("votes"))
                .encode();
        watching(connections, UUID.fromString(board.getString("arena")))
                .forEach(connection -> connection.sendText(message).subscribe().with(sent -> {}, gone -> {}));
    }

    /** The open pages that show an arena's board. */
    static Stream<WebSocketConnection> watching(OpenConnections connections, UUID arena) {
        return connections.stream()
                .filter(connection -> arena.equals(connection.userData().get(ARENA)));
    }
}
