package dev.evenhand.account;

import dev.evenhand.problem.Refusal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as argon2id hashes, in the usual text form {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}.
 *
 * <p>Parameters: OWASP's minimum for argon2id, 19 MiB, two passes, one lane. A hash is a tenth of a second of a
 * processor: a few threads of their own do that, so that nobody's vote waits for somebody's password, and memory is
 * taken by no more of them at once.
 */
@ApplicationScoped
class Passwords {
    static final int SHORTEST = 8;
    static final int LONGEST = 128;

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** More would wait longer than a person does. */
    private static final int WAITING = 32;

    private static final Duration COME_AGAIN = Duration.ofSeconds(3);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("passwords-", 0).daemon().factory());

    /** Matches nothing, and takes as long as a real hash to find that out. */
    private final String nobody = compute(Secrets.make());

    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    String hash(String password) {
        return inTurn(() -> compute(password));
    }

    /** @param stored what {@link #hash} made; null where there is nobody whose password it could be */
    boolean matches(String password, String stored) {
        return inTurn(() -> equal(password, stored == null ? nobody : stored)) && stored != null;
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            Future<T> done = threads.submit(work::get);
            return done.get();
        } catch (RejectedExecutionException e) {
            throw Refusal.unavailable("busy", "Too many people are signing in at this moment.", COME_AGAIN);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a password was not hashed before the server stopped", e);
        }
    }

    private static String compute(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        MEMORY_KIB,
                        PASSES,
                        LANES,
                        base64.encodeToString(salt),
                        base64.encodeToString(argon2id(password, salt, MEMORY_KIB, PASSES, LANES)));
    }

    private static boolean equal(String password, String stored) {
        String[] parts = stored.split("\\$");
        String[] costs = parts[3].split("[=,]");
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        byte[] actual = argon2id(
                password, salt, Integer.parseInt(costs[1]), Integer.parseInt(costs[3]), Integer.parseInt(costs[5]));
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] argon2id(String password, byte[] salt, int memory, int passes, int lanes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        // The same characters typed on another keyboard may come in another form.
        String normal = Normalizer.normalize(password, Normalizer.Form.NFC);
        generator.generateBytes(normal.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
