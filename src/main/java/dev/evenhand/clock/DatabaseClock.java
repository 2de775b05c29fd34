package dev.evenhand.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;

/**
 * The one clock of the house: leases, windows and limits use nothing else.
 *
 * <p>It asks the SQL function {@code evenhand_now()}, which tests replace.
 */
@ApplicationScoped
public class DatabaseClock {
    private final EntityManager entities;

    DatabaseClock(EntityManager entities) {
        this.entities = entities;
    }

    public Instant now() {
        return (Instant) entities.createNativeQuery("select evenhand_now()", Instant.class)
                .getSingleResult();
    }
}
