package dev.evenhand.battle;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/**
 * The one connection that is the writer's alone, made like all others: however many requests, exports and uploads hold
 * the rest, votes are written.
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

    /** SQL's own word for a connection that could not be made. */
    private static final String UNREACHABLE = "08001";

    private final AgroalDataSource own;

    OwnConnection(AgroalDataSource shared) throws SQLException {
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
    }

    @Override
    public Connection open() throws SQLException {
        try {
            Connection connection = own.getConnection();
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new SQLTransientConnectionException("the writer has no connection", UNREACHABLE, e);
        }
    }

    @PreDestroy
    void close() {
        own.close();
    }
}
