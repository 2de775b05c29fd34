package dev.evenhand.prompt;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.arena.Models;
import dev.evenhand.problem.Violation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Takes in the responses of one file, within the caller's transaction.
 *
 * <p>Rows are laid in a temporary table in batches, then weighed as a whole against what is stored: the memory that
 * is needed does not depend on the size of the file, and nothing shows before the transaction ends.
 */
public final class Intake {
    /** Enough for one round trip to carry far more text than overhead. */
    private static final int BATCH = 500;

    /** In characters: on its way to the database a text is in memory several times over, and some are a million long. */
    private static final long LARGEST_BATCH = 1 << 20;

    /** Hears of every row that brings nothing new. */
    public interface Listener {
        /** It contradicts what is stored, or a row before it. */
        void refused(long number, Violation violation);

        /** It is stored already, to the letter. */
        void repeated(long number);
    }

    /**
     * What came of a file.
     *
     * @param prompts new prompts; likewise models and responses
     * @param warnings what is good but will not work as it is
     */
    public record Result(long prompts, long models, long responses, List<Violation> warnings) {}

    private final Connection connection;
    private final Arena arena;
    private final Arenas arenas;
    private final Models models;
    private final Incoming incoming;
    private final List<NewResponse> waiting = new ArrayList<>(BATCH);
    private long characters;

    Intake(Connection connection, Arena arena, Arenas arenas, Models models, ObjectMapper json) throws SQLException {
        this.connection = connection;
        this.arena = arena;
        this.arenas = arenas;
        this.models = models;
        this.incoming = new Incoming(connection, json);
    }

    /** Adds one row that is good in itself. */
    public void add(NewResponse response) {
        waiting.add(response);
        characters += response.characters();
        if (waiting.size() == BATCH || characters >= LARGEST_BATCH) {
            layDown();
        }
    }

    /** Stores rows of which their maker says that they contradict nothing. */
    public Result finish() {
        return finish(
                new Listener() {
                    @Override
                    public void refused(long number, Violation violation) {
                        throw new IllegalStateException(violation.message());
                    }

                    @Override
                    public void repeated(long number) {
                        // The same again is what was wanted.
                    }
                },
                false,
                () -> true);
    }

    /**
     * Weighs all rows against what is stored, and stores what is new and contradicts nothing.
     *
     * @param dry only weigh, without holding up anybody
     * @param stores asked once all rows are weighed: whether they are to be stored
     */
    public Result finish(Listener rows, boolean dry, BooleanSupplier stores) {
        layDown();
        if (!dry) {
            arenas.hold(arena.id());
        }
        try {
            incoming.index();
            new Contradictions(connection, arena.id(), incoming.isPaired()).takeOut(rows);
            Result result = new Novelties(connection, arena.id()).weigh();
            if (!dry && stores.getAsBoolean()) {
                new Store(connection, arena.id(), models).add();
            }
            return result;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void layDown() {
        try {
            incoming.lay(waiting);
            waiting.clear();
            characters = 0;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the responses could not be stored", e);
    }
}
