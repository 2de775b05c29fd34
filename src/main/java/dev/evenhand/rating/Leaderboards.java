package dev.evenhand.rating;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.battle.Votes;
import dev.evenhand.clock.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The door to boards: each is made once for the votes there are, and kept until there are others. */
@ApplicationScoped
public class Leaderboards {
    /** Boards that somebody may soon ask for again: an arena's own, and the variants of a few analysts. */
    private static final int KEPT = 256;

    private record Key(UUID arena, Settings settings) {}

    private record Made(long position, Rating rating) {}

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

    public Leaderboard of(Arena arena, Settings settings) {
        return rate(arena.id(), settings).leaderboard();
    }

    /** An arena's own fit as it was made last: a draw does not wait for a newer one. */
    Rating latest(UUID arena) {
        synchronized (kept) {
            Made made = kept.get(new Key(arena, Settings.DEFAULT));
            if (made != null) {
                return made.rating();
            }
        }
        return rate(arena, Settings.DEFAULT);
    }

    /** The fit behind a board, for those who ask it more than a table can say. */
    Rating rate(UUID arena, Settings settings) {
        Votes.Position position = votes.position(arena);
        Key key = new Key(arena, settings);
        synchronized (kept) {
            Made made = kept.get(key);
            if (made != null && made.position() == position.number()) {
                return made.rating();
            }
        }
        List<Model> all = models.of(arena);
        Field field = Field.of(all.stream().map(Model::id).toList(), votes.cells(arena, settings.filter()), settings);
        Rating rating = Rating.of(all, field, settings, position, clock.now());
        synchronized (kept) {
            kept.put(key, new Made(position.number(), rating));
        }
        return rating;
    }
}
