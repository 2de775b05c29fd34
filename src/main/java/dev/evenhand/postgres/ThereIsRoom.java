package dev.evenhand.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that votes can be taken, and so that there is room for them. */
@Readiness
@ApplicationScoped
class ThereIsRoom implements HealthCheck {
    private final DiskGuard guard;

    ThereIsRoom(DiskGuard guard) {
        this.guard = guard;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named("there is room on the disk")
                    .status(!guard.isFull())
                    .build();
        } catch (IOException e) {
            // The framework reports a check that throws as down.
            throw new UncheckedIOException(e);
        }
    }
}
