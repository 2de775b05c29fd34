package dev.evenhand.postgres;

import dev.evenhand.problem.Refusal;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Refuses whatever would write while the database's disk is nearly full. What reads goes on. */
@Provider
@Priority(Priorities.AUTHENTICATION - 1)
class WritesNeedRoom implements ContainerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Who may look at the boards must still get in, and out; a row each. */
    private static final String SESSION = "/session";

    private static final Duration COME_AGAIN = Duration.ofSeconds(10);

    private final DiskGuard guard;

    WritesNeedRoom(DiskGuard guard) {
        this.guard = guard;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        boolean reads = READING.contains(request.getMethod())
                || request.getUriInfo().getPath().equals(SESSION);
        if (!reads && guard.isFull()) {
            throw Refusal.unavailable(
                    "disk-full",
                    "The server's disk is nearly full, so it takes nothing more for now. What it has is safe.",
                    COME_AGAIN);
        }
    }
}
