package dev.evenhand.rating;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.battle.Cell;
import dev.evenhand.battle.Votes;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.rating.board.Board;
import dev.evenhand.rating.board.Table;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The door to boards: each is made once for the votes there are, and kept until there are others. */
@ApplicationScoped
public class Leaderboards {
    /** Boards that somebody may soon ask for again: an arena's own, and the variants of a few analysts. */
    private static final int KEPT = 256;

    private static final int SNAPSHOT_CHARACTERS = 12;

    private record Key(UUID arena, Choice choice) {}

    /** A board, at which place of the record it was made, and when; and how the models it names are known elsewhere. */
    record Made(Board board, Map<UUID, String> names, Votes.Position position, Instant at, String snapshot) {}

    private final Votes votes;
    private final Models models;
    private final DatabaseClock clock;
    private final Map<Key, Made> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Made> eldest) {
            return size() > KEPT;
        }
    };

    Leaderboards(Votes votes, Models models, DatabaseClock clock) {
        this.votes = votes;
        this.models = models;
        this.clock = clock;
    }

    public Leaderboard of(Arena arena, Query query) {
        return of(arena, query.choice());
    }

    Leaderboard of(Arena arena, Choice choice) {
        Made made = made(arena.id(), choice);
        Table table = made.board().table();
        return new Leaderboard(
                made.snapshot(),
                HexFormat.of().formatHex(made.position().hash()),
                made.at(),
                table.method(),
                table.votes(),
                table.raters(),
                table.standings(),
                table.unrated(),
                table.components(),
                table.warnings());
    }

    /** An arena's own board as it was made last: a draw does not wait for a newer one. */
    Made latest(UUID arena) {
        synchronized (kept) {
            Made made = kept.get(new Key(arena, Choice.DEFAULT));
            if (made != null) {
                return made;
            }
        }
        return made(arena, Choice.DEFAULT);
    }

    /** The board behind a table, for those who ask it more than a table can say. */
    Made made(UUID arena, Choice choice) {
        Votes.Position position = votes.position(arena);
        Key key = new Key(arena, choice);
        synchronized (kept) {
            Made made = kept.get(key);
            if (made != null && made.position().number() == position.number()) {
                return made;
            }
        }
        // Models after votes: a file of votes brings its models with it.
        List<Cell> cells = votes.cells(arena, choice.filter());
        List<Model> all = models.of(arena);
        Board board = VotesByName.board(all, cells, choice.settings());
        Made made = new Made(board, VotesByName.names(all), position, clock.now(), snapshot(position, board, choice));
        synchronized (kept) {
            kept.put(key, made);
        }
        return made;
    }

    /** Equal votes and settings give equal names. */
    private static String snapshot(Votes.Position position, Board board, Choice choice) {
        String made = HexFormat.of().formatHex(position.hash()) + board.table().method() + choice.filter();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(made.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, SNAPSHOT_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
