package dev.evenhand.battle;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Makes the server give away the model on the left, in a way that a test asks for; otherwise it does nothing. A test
 * that finds nothing given away is to find this.
 */
@Provider
public class Telltale implements ContainerResponseFilter {
    enum Way {
        /** Nothing is given away. */
        SILENCE,
        /** A header names the model. */
        NAME,
        /** A header that always comes is a byte longer for one model. */
        BYTE,
        /** The answer comes later for one model. */
        PAUSE
    }

    /** More than answers differ by on a machine that does other things as well. */
    private static final Duration LATER = Duration.ofMillis(50);

    private static volatile Way way = Way.SILENCE;
    private static volatile String betrayed;

    private final DataSource database;

    Telltale(DataSource database) {
        this.database = database;
    }

    /** Until it is told to be silent. */
    static void tell(Way how, String model) {
        betrayed = model;
        way = how;
    }

    static void beSilent() {
        way = Way.SILENCE;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
        if (way == Way.SILENCE || !(answer.getEntity() instanceof IssueResource.Blind battle)) {
            return;
        }
        String left = onTheLeft(BattleId.of(battle.id()));
        switch (way) {
            case SILENCE -> {}
            case NAME -> answer.getHeaders().add("X-Debug-Model", left);
            case BYTE -> answer.getHeaders().add("X-Debug", left.equals(betrayed) ? "yes" : "no");
            case PAUSE -> {
                if (left.equals(betrayed)) {
                    pause();
                }
            }
        }
    }

    private String onTheLeft(BattleId battle) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                    select m.name from battle b join response r on r.id = b.left_response join model m on m.id = r.model_id
                    where b.id = ?
                    """)) {
            select.setObject(1, battle.bits());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LATER);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
