package dev.evenhand.problem;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hibernate.exception.JDBCConnectionException;

/** Tells a database that cannot be reached, has no time, or is not to be trusted from a fault of this program. */
public final class Outage {
    /**
     * What PostgreSQL says where nobody can write for now: a server that only follows another, or was demoted to that;
     * no room left on a disk, a disk that refused, and no connection left.
     */
    private static final Set<String> NO_WRITING = Set.of("25006", "53100", "58030", "53300");

    /**
     * What it says when it gave up for want of time or room: a lock not had in time, a statement or a transaction that
     * took too long, two that waited for each other or would have overtaken each other, and no memory left.
     */
    private static final Set<String> OVERLOADED = Set.of("55P03", "57014", "25P03", "25P04", "40P01", "40001", "53200");

    /** What the pool says, in words alone, when no connection became free in time. */
    private static final String ALL_IN_USE = "acquisition timeout";

    private Outage() {}

    /** Whether the connection is gone, or could not be made: what was asked in it may be asked in another. */
    public static boolean isConnectionLost(Throwable e) {
        return isBehind(
                e,
                cause -> cause instanceof JDBCConnectionException
                        || state(cause).startsWith("08")
                        || state(cause).startsWith("57P"));
    }

    /** Whether nothing can be written for now, whatever it is: the connection is gone, or the database refuses everybody. */
    public static boolean isDown(Throwable e) {
        return isConnectionLost(e) || isBehind(e, cause -> NO_WRITING.contains(state(cause)));
    }

    /** Whether the same request may well be answered a moment later. */
    static boolean isPassing(Throwable e) {
        return isDown(e)
                || isBehind(
                        e,
                        cause -> OVERLOADED.contains(state(cause))
                                || cause instanceof SQLException sql && allAreInUse(sql)
                                || cause instanceof TimeoutException);
    }

    /** What is wrong with a database that is there, and was refused. */
    static Optional<String> refused(Throwable e) {
        return causes(e)
                .filter(UnsafeDatabase.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst();
    }

    private static boolean allAreInUse(SQLException e) {
        return e.getCause() instanceof TimeoutException
                || e.getSQLState() == null && String.valueOf(e.getMessage()).contains(ALL_IN_USE);
    }

    private static boolean isBehind(Throwable e, Predicate<Throwable> sign) {
        return causes(e).anyMatch(sign);
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
    }

    private static String state(Throwable cause) {
        return cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }
}
