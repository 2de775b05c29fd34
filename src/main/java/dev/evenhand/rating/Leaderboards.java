package dev.evenhand.rating;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.battle.Filter;
import dev.evenhand.battle.VoteReader;
import dev.evenhand.battle.VoteReader.Counted;
import dev.evenhand.battle.VoteReader.Position;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.problem.Refusal;
import dev.evenhand.rating.board.Board;
import dev.evenhand.rating.board.Field;
import dev.evenhand.rating.board.Said;
import dev.evenhand.rating.board.Settings.Rule;
import dev.evenhand.rating.board.Table;
import dev.evenhand.rating.board.Unfit;
import dev.evenhand.rating.fit.pairing.Aim;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;

/**
 * The door to boards: each is made once for the votes there are, and kept until there are others.
 *
 * <p>A large board that lacks a few votes stands for a while, however many ask for it: votes never wait for boards.
 */
@ApplicationScoped
public class Leaderboards {
    /**
     * How much of boards is kept, in pairs of models: a fit holds a few numbers for each, so that this is about 250 MB
     * where it is used up. A board of 50 models has 2,500.
     */
    private static final long KEPT_PAIRS = 4_000_000;

    private static final int SNAPSHOT_CHARACTERS = 12;

    /** So many events make a board large; that of a shorter record is made anew whenever somebody asks. */
    private static final long LARGE = 100_000;

    /** A board that is made again and again takes a tenth of one processor. */
    private static final int REST_FACTOR = 9;

    /** Of all events, how many a board that stands may lack: a file of votes brings more, and is seen at once. */
    private static final double LACKING = 0.01;

    /** A board of settled votes stands so long, whatever comes: who asks again is not told when somebody votes. */
    private static final Duration UNTOLD = Duration.ofMinutes(1);

    private record Key(UUID arena, Choice choice) {}

    /**
     * A board, at which place of the record it was made, and when; and how the models it names are known elsewhere.
     *
     * @param hash of the last event that is told of: of settled votes, the last of them
     * @param took how long its making took, and {@code readyAt} when it was ready, by the JVM's nanoseconds
     */
    record Made(
            Board board,
            Map<UUID, String> names,
            Position position,
            String hash,
            Instant at,
            String snapshot,
            Duration took,
            long readyAt) {

        /** For how long it is to stand before it is made anew. */
        Duration rest() {
            return took.multipliedBy(REST_FACTOR);
        }

        boolean isOf(Position now) {
            return position.number() >= now.number();
        }

        boolean isYoungerThan(Duration age) {
            return System.nanoTime() - readyAt < age.toNanos();
        }

        boolean mayStandAt(Position now) {
            return position.number() >= LARGE
                    && isYoungerThan(rest())
                    && now.number() - position.number() < LACKING * now.number();
        }
    }

    private final VoteReader votes;
    private final Styles styles;
    private final Models models;
    private final DatabaseClock clock;
    private final Aside aside = new Aside("boards");
    private final Cache<Key, Made> kept = Caffeine.newBuilder()
            .maximumWeight(KEPT_PAIRS)
            .<Key, Made>weigher(
                    (key, made) -> 1 + made.names().size() * made.names().size())
            .build();

    Leaderboards(VoteReader votes, Styles styles, Models models, DatabaseClock clock) {
        this.votes = votes;
        this.styles = styles;
        this.models = models;
        this.clock = clock;
    }

    public Leaderboard of(View view) {
        return of(view.arena(), view.choice());
    }

    Leaderboard of(Arena arena, Choice choice) {
        return of(made(arena.id(), choice), choice);
    }

    /** An arena's own board of all votes that there are now. */
    Leaderboard upToDate(Arena arena) {
        return of(made(arena.id(), Choice.DEFAULT, Made::isOf), Choice.DEFAULT);
    }

    private static Leaderboard of(Made made, Choice choice) {
        Table table = made.board().table();
        return new Leaderboard(
                made.snapshot(),
                made.hash(),
                made.at(),
                choice.filter().isOfSettledVotes() ? true : null,
                table.method(),
                table.votes(),
                table.raters(),
                table.standings(),
                table.unrated(),
                table.components(),
                table.warnings(),
                table.estimated());
    }

    /** An arena's own board as it was made last, if it was: a draw waits for none. */
    Optional<Made> latest(UUID arena) {
        return Optional.ofNullable(kept.getIfPresent(new Key(arena, Choice.DEFAULT)));
    }

    /** The board behind a table, for those who ask it more than a table can say. Who asks for the same one waits for it. */
    Made made(UUID arena, Choice choice) {
        return choice.filter().isOfSettledVotes()
                ? made(arena, choice, (made, now) -> made.isYoungerThan(UNTOLD) || made.mayStandAt(now))
                : made(arena, choice, (made, now) -> made.isOf(now) || made.mayStandAt(now));
    }

    private Made made(UUID arena, Choice choice, BiPredicate<Made, Position> stands) {
        Position now = votes.position(arena, choice.filter().asOf());
        return kept.asMap()
                .compute(
                        new Key(arena, choice),
                        (key, made) -> made != null && stands.test(made, now) ? made : make(arena, choice));
    }

    private Made make(UUID arena, Choice choice) {
        long start = System.nanoTime();
        // Models after votes: a file of votes brings its models with it.
        Counted counted = choice.settings().rule() == Rule.BRADLEY_TERRY
                ? votes.alike(arena, choice.filter())
                : votes.oneByOne(arena, choice.filter());
        List<Model> all = models.of(arena, choice.filter().asOf());
        VotesByName byName = new VotesByName(all, choice.settings().hasStyle() ? styles.of(arena) : Map.of());
        Board board = aside.compute(() -> board(all, byName.said(counted.cells()), choice));
        String hash = HexFormat.of()
                .formatHex(told(arena, choice.filter(), counted.position()).hash());
        return new Made(
                board,
                VotesByName.names(all),
                counted.position(),
                hash,
                clock.now(),
                snapshot(hash, board, choice),
                Duration.ofNanos(System.nanoTime() - start),
                System.nanoTime());
    }

    /** Whose hash is told: whoever sees settled votes only is not to see that others come. */
    private Position told(UUID arena, Filter filter, Position now) {
        return filter.isOfSettledVotes() ? votes.position(arena, filter.settled()) : now;
    }

    private static Board board(List<Model> all, List<Said> said, Choice choice) {
        Field.Builder field = Field.under(choice.settings());
        all.forEach(model -> field.model(model.name(), model.organization()));
        said.forEach(field::add);
        try {
            Board board = Board.of(field.build(), choice.settings());
            if (choice.equals(Choice.DEFAULT)) {
                // Draws ask this board, and wait for nothing.
                Arrays.stream(Aim.values()).forEach(board::prepare);
            }
            return board;
        } catch (Unfit e) {
            throw Refusal.unprocessable(e.code(), e.getMessage());
        }
    }

    @PreDestroy
    void close() {
        aside.close();
    }

    /** Equal votes and settings give equal names. */
    private static String snapshot(String hash, Board board, Choice choice) {
        String made = hash
                + board.table().method()
                + board.table().votes()
                + choice.filter().atAnyTime();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(made.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, SNAPSHOT_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
