package dev.evenhand.account;

import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes guessing slow, on all nodes together, without ever locking anybody out: after some attempts the next one has
 * to wait until the oldest of them is forgotten.
 *
 * <p>An attempt is counted before it is made, so that a hundred at once are a hundred. Names and networks are kept
 * under a keyed hash only.
 */
@ApplicationScoped
class Throttle {
    /**
     * So many attempts of one kind within a time.
     *
     * @param what the kind, and whatever it is counted by
     */
    record Limit(int attempts, Duration within, String... what) {}

    private final EntityManager entities;
    private final InstallationKey key;
    private final DatabaseClock clock;

    Throttle(EntityManager entities, InstallationKey key, DatabaseClock clock) {
        this.entities = entities;
        this.key = key;
        this.clock = clock;
    }

    /** Counts an attempt, or refuses it with this code and sentence. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void attempt(Limit limit, String code, String detail) {
        byte[] who = key(limit);
        // Attempts of one kind take turns, or a hundred of them would all find that there is room.
        entities.createNativeQuery("select 1 from (select pg_advisory_xact_lock(?1)) locked", Integer.class)
                .setParameter(1, ByteBuffer.wrap(who).getLong())
                .getSingleResult();
        Instant now = clock.now();
        Object[] recent = (Object[]) entities.createNativeQuery(
                        "select count(*), min(at) from attempt where key = ?1 and at > ?2", Object[].class)
                .setParameter(1, who)
                .setParameter(2, now.minus(limit.within()))
                .getSingleResult();
        if (((Number) recent[0]).intValue() >= limit.attempts()) {
            Duration wait = Duration.between(now, ((Instant) recent[1]).plus(limit.within()));
            throw Refusal.tooMany(code, detail, wait);
        }
        entities.createNativeQuery("insert into attempt (key, at, forgotten_at) values (?1, ?2, ?3)")
                .setParameter(1, who)
                .setParameter(2, now)
                .setParameter(3, now.plus(limit.within()))
                .executeUpdate();
    }

    /** Deletes what need not be kept any longer: attempts here, and what else is counted by networks for a while. */
    @Transactional
    void forgetOld() {
        entities.createNativeQuery("delete from attempt where forgotten_at < ?1")
                .setParameter(1, clock.now())
                .executeUpdate();
    }

    /** Takes all attempts back, as of somebody who was right at last. */
    @Transactional
    void forgetAll(Limit limit) {
        entities.createNativeQuery("delete from attempt where key = ?1")
                .setParameter(1, key(limit))
                .executeUpdate();
    }

    /** Takes the last attempt back. */
    @Transactional
    void forgetLast(Limit limit) {
        entities.createNativeQuery("""
                        delete from attempt where ctid = (select ctid from attempt where key = ?1 order by at desc limit 1)
                        """).setParameter(1, key(limit)).executeUpdate();
    }

    private byte[] key(Limit limit) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part : limit.what()) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            all.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            all.writeBytes(bytes);
        }
        return key.sign(all.toByteArray());
    }
}
