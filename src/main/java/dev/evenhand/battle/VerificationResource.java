package dev.evenhand.battle;

import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.clock.LongWork;
import dev.evenhand.problem.Turnstile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether the record of an arena is whole, for whoever has to answer for its numbers. */
@Path("/arenas/{slug}/verification")
@RunOnVirtualThread
class VerificationResource {
    /**
     * What was found.
     *
     * @param whole whether there is no fault
     * @param events the number of the last one
     * @param hash of the last event, as hexadecimal: noted down, it shows later that nothing before it was changed
     * @param checked what holds, a sentence each
     * @param faults what does not, each with the first event, vote or battle that shows it
     */
    @Schema(name = "Verification")
    record Found(boolean whole, long events, String hash, List<String> checked, List<String> faults) {}

    private final Arenas arenas;
    private final Callers callers;
    private final DataSource database;
    /** It reads everything: one after another, so that votes keep the machine. */
    private final Turnstile turnstile = new Turnstile(1, "Another record is being verified.");

    VerificationResource(Arenas arenas, Callers callers, DataSource database) {
        this.arenas = arenas;
        this.callers = callers;
        this.database = database;
    }

    @GET
    @Operation(summary = "Recompute the record of an arena from its events, and say whether it is whole")
    public Found verify(String slug) {
        Arena arena = arenas.readBy(callers.current(), slug);
        try (Turnstile.Place _ = turnstile.enter()) {
            Audit.Report report = audit(arena);
            return new Found(report.faults().isEmpty(), report.events(), report.hash(), report.held(), report.faults());
        }
    }

    private Audit.Report audit(Arena arena) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("set transaction isolation level repeatable read, read only");
                LongWork.begin(connection);
                return Audit.of(connection, arena.id(), arena.slug());
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the record could not be read", e);
        }
    }
}
