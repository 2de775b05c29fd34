package dev.evenhand.web;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Without TLS there is HTTP/1.1 only: a request that asks for an upgrade to HTTP/2 is kept in memory whole, whoever sent
 * it, before anything else sees it, and a few large ones fill the heap.
 */
@ApplicationScoped
class NoUpgrade implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
