package dev.evenhand.battle;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means that votes can be taken: a server whose writer stands still, or whose database takes nothing, says so and is
 * passed over.
 */
@Readiness
@ApplicationScoped
class VotesAreWritten implements HealthCheck {
    private final VoteQueue queue;

    VotesAreWritten(VoteQueue queue) {
        this.queue = queue;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("votes are written")
                .status(queue.isWriting() && !queue.isDown())
                .build();
    }
}
