package dev.evenhand.web;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The form of every refusal, for what is refused before the framework looks at it. */
record EarlyRefusal(int status, String title, String code, String detail) {
    /** Answers, and ends the connection: whatever body still comes is not read. */
    void answerLast(RoutingContext request) {
        request.response()
                .putHeader("Connection", "close")
                .endHandler(end -> request.request().connection().close());
        answer(request);
    }

    void answer(RoutingContext request) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("code", code)
                        .put("detail", detail)
                        .encode());
    }
}
