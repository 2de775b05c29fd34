package dev.evenhand.account;

import dev.evenhand.clock.DatabaseClock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Sessions live in the database, so that ending one ends it everywhere. */
@ApplicationScoped
class Sessions {
    /** Being seen is written down at most this often: a rater's hundred requests need no hundred updates. */
    private static final Duration SEEN_RESOLUTION = Duration.ofMinutes(5);

    private static final String KNOWN = """
        select s.hash, a.id, a.role, a.arena_id, a.username, s.created_at, s.seen_at, evenhand_now()
        from session s join account a on a.id = s.account_id
        where s.hash = any (?) and a.disabled_at is null
        """;

    /** Waits for nobody: one that is being ended just now has been seen for the last time. */
    private static final String SEEN = """
        update session set seen_at = evenhand_now()
        where hash in (select hash from session where hash = any (?) order by hash for no key update skip locked)
        """;

    @ApplicationScoped
    static class SessionRepository implements PanacheRepositoryBase<Session, byte[]> {}

    private final SessionRepository sessions;
    private final AccountConfig config;
    private final DatabaseClock clock;

    private final Gathering<ByteBuffer, Caller> callers;

    Sessions(SessionRepository sessions, AccountConfig config, DatabaseClock clock, DataSource database) {
        this.sessions = sessions;
        this.config = config;
        this.clock = clock;
        this.callers = new Gathering<>(hashes -> callersOf(database, hashes));
    }

    /** Starts a session and returns its secret, which nobody can ask for again. */
    @Transactional
    String start(Account account) {
        String secret = Secrets.make();
        Session session = new Session();
        session.hash = Secrets.hash(secret);
        session.account = account;
        session.createdAt = clock.now();
        session.seenAt = session.createdAt;
        sessions.persist(session);
        return secret;
    }

    Optional<Caller> callerOf(String secret) {
        return callers.ask(ByteBuffer.wrap(Secrets.hash(secret)));
    }

    private Map<ByteBuffer, Caller> callersOf(DataSource database, List<ByteBuffer> hashes) {
        List<ByteBuffer> seen = new ArrayList<>();
        Map<ByteBuffer, Caller> found = Lookup.find(database, KNOWN, hashes, row -> {
            Caller caller = new Caller(
                    row.getObject(2, UUID.class),
                    Role.of(row.getString(3)),
                    row.getObject(4, UUID.class),
                    row.getString(5));
            Instant createdAt = time(row, 6);
            Instant seenAt = time(row, 7);
            Instant now = time(row, 8);
            if (!isAlive(caller.role(), createdAt, seenAt, now)) {
                return null;
            }
            if (seenAt.plus(SEEN_RESOLUTION).isBefore(now)) {
                seen.add(ByteBuffer.wrap(row.getBytes(1)));
            }
            return caller;
        });
        Lookup.note(database, SEEN, seen);
        return found;
    }

    private boolean isAlive(Role role, Instant createdAt, Instant seenAt, Instant now) {
        if (role == Role.RATER) {
            return seenAt.plus(config.raterSessionIdle()).isAfter(now);
        }
        return seenAt.plus(config.sessionIdle()).isAfter(now)
                && createdAt.plus(config.sessionMax()).isAfter(now);
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Transactional
    void end(String secret) {
        sessions.deleteById(Secrets.hash(secret));
    }

    @Transactional
    void endAll(UUID account) {
        sessions.delete("account.id", account);
    }
}
