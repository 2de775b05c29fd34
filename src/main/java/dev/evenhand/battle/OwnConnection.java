package dev.evenhand.battle;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;

/**
 * The one connection that is the writer's alone, made and watched like all others: however many requests, exports and
 * uploads hold the rest, votes are written.
 *
 * <p>It is made anew now and then, so that whatever is asked of a new connection is asked soon after it has changed.
 */
@ApplicationScoped
class OwnConnection implements Connections {
    /** Shorter than a voter's patience: a database that cannot be reached is told as such. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /**
     * In seconds, and longer than any statement may take (application.properties): a database that says nothing for so
     * long stands still, or the way to it is cut. What became of the votes is found out when they are sent again.
     */
    private static final String LONGEST_SILENCE = "20";

    /** A database that is told to be less careful acknowledges votes for so long at most; a connection costs milliseconds. */
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(1);

    /** SQL's own word for a connection that could not be made. */
    private static final String UNREACHABLE = "08001";

    private final AgroalDataSource own;
    private final Duration renewedAfter;
    private long renewedAt = System.nanoTime();

    @Inject
    OwnConnection(AgroalDataSource shared, Instance<AgroalPoolInterceptor> watchers) throws SQLException {
        this(shared, watchers.stream().toList(), RENEWED_AFTER);
    }

    OwnConnection(AgroalDataSource shared, List<AgroalPoolInterceptor> watchers, Duration renewedAfter)
            throws SQLException {
        this.renewedAfter = renewedAfter;
        AgroalConnectionPoolConfiguration pool = shared.getConfiguration().connectionPoolConfiguration();
        own = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(new AgroalConnectionPoolConfigurationSupplier()
                        .connectionFactoryConfiguration(
                                new AgroalConnectionFactoryConfigurationSupplier(pool.connectionFactoryConfiguration())
                                        .jdbcProperty("socketTimeout", LONGEST_SILENCE))
                        .exceptionSorter(pool.exceptionSorter())
                        .connectionValidator(pool.connectionValidator())
                        .acquisitionTimeout(LONGEST_WAIT)
                        .maxSize(1)));
        own.setPoolInterceptors(watchers);
    }

    @Override
    public Connection open() throws SQLException {
        if (System.nanoTime() - renewedAt > renewedAfter.toNanos()) {
            renew();
        }
        try {
            return begun(own.getConnection());
        } catch (SQLException | RuntimeException e) {
            // Whoever watches connections can refuse one only by what is not an SQLException.
            throw new SQLTransientConnectionException("the writer has no connection", UNREACHABLE, e);
        }
    }

    @Override
    public void renew() {
        // At once, or after the transaction that it is in.
        own.flush(AgroalDataSource.FlushMode.GRACEFUL);
        renewedAt = System.nanoTime();
    }

    private static Connection begun(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            // There is no other: one that is not given back is missed for ever.
            connection.close();
            throw e;
        }
    }

    @PreDestroy
    void close() {
        own.close();
    }
}
