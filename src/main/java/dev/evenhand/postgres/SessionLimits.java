package dev.evenhand.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Sees to it that every session that answers requests has the limits of time that application.properties gives new
 * ones: those that migrated the schema had them taken away, and are closed before the first request.
 */
@ApplicationScoped
class SessionLimits {
    void renew(@Observes StartupEvent start, AgroalDataSource database) {
        database.flush(FlushMode.GRACEFUL);
    }
}
