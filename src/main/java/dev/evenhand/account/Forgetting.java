package dev.evenhand.account;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Sees to it that what is kept of networks for a while is gone after that while, whether anybody comes or not. */
@ApplicationScoped
class Forgetting {
    private final Throttle throttle;
    private final AccountConfig config;
    private final Vertx vertx;

    Forgetting(Throttle throttle, AccountConfig config, Vertx vertx) {
        this.throttle = throttle;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(
                config.forgettingEvery().toMillis(),
                timer -> Thread.ofVirtual().name("forgetting").start(this::forget));
    }

    private void forget() {
        try {
            throttle.forgetOld();
        } catch (RuntimeException e) {
            Log.warn("What is kept of networks was not forgotten; it is tried again", e);
        }
    }
}
