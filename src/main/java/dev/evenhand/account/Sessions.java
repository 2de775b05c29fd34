package dev.evenhand.account;

import dev.evenhand.clock.DatabaseClock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Sessions live in the database, so that ending one ends it everywhere. */
@ApplicationScoped
class Sessions {
    /** Being seen is written down at most this often: a rater's hundred requests need no hundred updates. */
    private static final Duration SEEN_RESOLUTION = Duration.ofMinutes(5);

    @ApplicationScoped
    static class SessionRepository implements PanacheRepositoryBase<Session, byte[]> {}

    private final SessionRepository sessions;
    private final AccountConfig config;
    private final DatabaseClock clock;

    Sessions(SessionRepository sessions, AccountConfig config, DatabaseClock clock) {
        this.sessions = sessions;
        this.config = config;
        this.clock = clock;
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

    @Transactional
    Optional<Caller> callerOf(String secret) {
        Session session = sessions.findById(Secrets.hash(secret));
        if (session == null) {
            return Optional.empty();
        }
        Instant now = clock.now();
        if (!session.isAlive(config, now)) {
            return Optional.empty();
        }
        if (session.seenAt.plus(SEEN_RESOLUTION).isBefore(now)) {
            session.seenAt = now;
        }
        return Optional.of(session.account.asCaller());
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
