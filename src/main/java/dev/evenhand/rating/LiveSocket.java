package dev.evenhand.rating;

import io.quarkus.vertx.ConsumeEvent;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OpenConnections;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.json.JsonObject;

/** Tells open pages that an arena has a new board; they fetch it themselves. */
@WebSocket(path = "/api/arenas/{slug}/live")
class LiveSocket {
    private final OpenConnections connections;

    LiveSocket(OpenConnections connections) {
        this.connections = connections;
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        // Nothing to say until a new board stands: the page has just fetched the present one.
    }

    @ConsumeEvent(LiveBoards.ADDRESS)
    void tell(JsonObject board) {
        String message = new JsonObject()
                .put("type", "leaderboard")
                .put("snapshot", board.getString("snapshot"))
                .put("votes", board.getLong("votes"))
                .encode();
        connections.stream()
                .filter(connection -> board.getString("arena").equals(connection.pathParam("slug")))
                .forEach(connection -> connection.sendText(message).subscribe().with(sent -> {}, gone -> {}));
    }
}
