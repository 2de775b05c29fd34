package dev.evenhand.account;

import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes guessing passwords slow, without ever locking anybody out: after some failures for one name from one network
 * the next attempt has to wait until the oldest of them is forgotten.
 *
 * <p>Names and networks are kept under a keyed hash only.
 */
@ApplicationScoped
class Throttle {
    private final EntityManager entities;
    private final InstallationKey key;
    private final AccountConfig config;
    private final DatabaseClock clock;

    Throttle(EntityManager entities, InstallationKey key, AccountConfig config, DatabaseClock clock) {
        this.entities = entities;
        this.key = key;
        this.config = config;
        this.clock = clock;
    }

    void requirePatience(String username, String network) {
        Instant now = clock.now();
        Object[] recent = (Object[]) entities.createNativeQuery(
                        "select count(*), min(failed_at) from login_failure where key = ?1 and failed_at > ?2",
                        Object[].class)
                .setParameter(1, attempt(username, network))
                .setParameter(2, now.minus(config.failureWindow()))
                .getSingleResult();
        if (((Number) recent[0]).intValue() >= config.failures()) {
            Duration wait = Duration.between(now, ((Instant) recent[1]).plus(config.failureWindow()));
            throw Refusal.tooMany(
                    "too-many-attempts", "Too many wrong passwords. Wait a little before the next one.", wait);
        }
    }

    @Transactional
    void failed(String username, String network) {
        entities.createNativeQuery("delete from login_failure where failed_at < ?1")
                .setParameter(1, clock.now().minus(config.failureWindow()))
                .executeUpdate();
        entities.createNativeQuery("insert into login_failure (key, failed_at) values (?1, evenhand_now())")
                .setParameter(1, attempt(username, network))
                .executeUpdate();
    }

    @Transactional
    void forget(String username, String network) {
        entities.createNativeQuery("delete from login_failure where key = ?1")
                .setParameter(1, attempt(username, network))
                .executeUpdate();
    }

    private byte[] attempt(String username, String network) {
        byte[] name = username.getBytes(StandardCharsets.UTF_8);
        byte[] from = network.getBytes(StandardCharsets.UTF_8);
        return key.sign(ByteBuffer.allocate(Integer.BYTES + name.length + from.length)
                .putInt(name.length)
                .put(name)
                .put(from)
                .array());
    }
}
