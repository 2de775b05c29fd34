package dev.evenhand.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;

/**
 * Sees to it that every session that answers requests has the limits of time that application.properties gives new
 * ones: those that migrated the schema had them taken away, and are closed before the first request.
 *
 * <p>Those limits are the database's, which keeps them only as long as it can be reached. Where the way to it is cut
 * without a word, or it stands still, the connection is given up, or all of them would be lost one after another.
 */
@Singleton
class SessionLimits implements AgroalPoolInterceptor {
    /** Longer than any statement may take. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private volatile boolean serving;

    void renew(@Observes StartupEvent start, AgroalDataSource database) {
        database.flush(FlushMode.GRACEFUL);
        serving = true;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        if (!serving) {
            // A migration takes as long as it takes.
            return;
        }
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST_SILENCE.toMillis()));
        } catch (SQLException e) {
            throw new IllegalStateException("the connection has gone", new SQLNonTransientConnectionException(e));
        }
    }
}
