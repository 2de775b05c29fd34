package dev.evenhand.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;

/**
 * The one clock of the house: leases, windows and limits use nothing else.
 *
 * <p>It asks the SQL function {@code evenhand_now()}, which tests replace; as a row, because Hibernate keeps no plan of a
 * native query for a single value, and a draw has many such questions.
 */
@ApplicationScoped
public class DatabaseClock {
    private final EntityManager entities;

    DatabaseClock(EntityManager entities) {
        this.entities = entities;
    }

    public Instant now() {
        Object[] row = (Object[]) entities.createNativeQuery("select evenhand_now()", Object[].class)
                .getSingleResult();
        return (Instant) row[0];
    }
}
