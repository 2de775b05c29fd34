package dev.evenhand.account;

import dev.evenhand.clock.Calendar;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.problem.Refusal;
import dev.evenhand.problem.Violation;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** API tokens: shown once, kept as hashes, good until they expire or are revoked. */
@ApplicationScoped
class Tokens {
    private static final String PREFIX = "evenhand_";

    /** For whom a token speaks, where it is good. Its use is written down once in five minutes at most. */
    private static final String GOOD = """
        select t.hash, a.id, coalesce(a.role, t.role), case when a.id is null then t.arena_id else a.arena_id end,
               case when a.id is null then t.name else a.username end,
               t.last_used_at is null or t.last_used_at < evenhand_now() - interval '5 minutes'
        from token t left join account a on a.id = t.account_id
        where t.hash = any (?) and t.revoked_at is null and (t.expires_at is null or t.expires_at > evenhand_now())
          and (t.account_id is null or a.disabled_at is null)
        """;

    /** Waits for nobody: what another is changing just now is used again soon enough. */
    private static final String USED = """
        update token set last_used_at = evenhand_now()
        where id in (select id from token where hash = any (?) order by id for no key update skip locked)
        """;

    @ApplicationScoped
    static class TokenRepository implements PanacheRepositoryBase<Token, UUID> {}

    record Made(Token token, String secret) {}

    private final TokenRepository tokens;
    private final DatabaseClock clock;
    private final Gathering<ByteBuffer, Caller> callers;

    Tokens(TokenRepository tokens, DatabaseClock clock, DataSource database) {
        this.tokens = tokens;
        this.clock = clock;
        this.callers = new Gathering<>(hashes -> callersOf(database, hashes));
    }

    @Transactional
    Made make(String name, Role role, UUID arena, Instant expiresAt) {
        Token token = token(name, role, arena, expiresAt);
        if (expiresAt != null && !expiresAt.isAfter(token.createdAt)) {
            throw unusable("expiresAt has passed already: nobody could use the token.");
        }
        if (expiresAt != null && !Calendar.has(expiresAt)) {
            throw unusable("expiresAt is a time such as 2026-11-23T12:00:00Z.");
        }
        return keep(token, PREFIX + Secrets.make());
    }

    private static Refusal unusable(String why) {
        return Refusal.unprocessable("invalid", why)
                .with("violations", List.of(Violation.inField("expiresAt", "invalid", why)));
    }

    /** A token with which one rater votes. */
    @Transactional
    String makeFor(Account rater) {
        Token token = token("rater " + rater.id, Role.RATER, rater.arena, null);
        token.account = rater;
        return keep(token, PREFIX + Secrets.make()).secret();
    }

    /** Makes an operator's own secret good, and no other of that name: what was set before has been replaced. */
    @Transactional
    void accept(String name, Role role, String secret) {
        refuseAll(name);
        Token token = tokens.find("hash", Secrets.hash(secret)).firstResult();
        if (token == null) {
            keep(token(name, role, null, null), secret);
        } else {
            token.revokedAt = null;
        }
    }

    /** Takes an operator's secrets of this name back. */
    @Transactional
    void refuseAll(String name) {
        tokens.update("revokedAt = ?1 where name = ?2 and account is null and revokedAt is null", clock.now(), name);
    }

    /** All tokens that are keys to a role; raters' own tokens go with their raters. */
    List<Token> all() {
        return tokens.list("account is null and revokedAt is null order by createdAt");
    }

    @Transactional
    void revoke(UUID id) {
        Token token = tokens.findByIdOptional(id)
                .orElseThrow(() -> Refusal.notFound("token-unknown", "There is no such token."));
        token.revokedAt = clock.now();
    }

    Optional<Caller> callerOf(String secret) {
        return callers.ask(ByteBuffer.wrap(Secrets.hash(secret)));
    }

    private static Map<ByteBuffer, Caller> callersOf(DataSource database, List<ByteBuffer> hashes) {
        List<ByteBuffer> used = new ArrayList<>();
        Map<ByteBuffer, Caller> found = Lookup.find(database, GOOD, hashes, row -> {
            if (row.getBoolean(6)) {
                used.add(ByteBuffer.wrap(row.getBytes(1)));
            }
            // A rater is not told the label, which is a note that admins keep for themselves.
            return new Caller(
                    row.getObject(2, UUID.class),
                    Role.of(row.getString(3)),
                    row.getObject(4, UUID.class),
                    row.getString(5));
        });
        Lookup.note(database, USED, used);
        return found;
    }

    private Token token(String name, Role role, UUID arena, Instant expiresAt) {
        Token token = new Token();
        token.id = UUID.randomUUID();
        token.name = name;
        token.role = role.word();
        token.arena = arena;
        token.createdAt = clock.now();
        token.expiresAt = expiresAt;
        return token;
    }

    private Made keep(Token token, String secret) {
        token.hash = Secrets.hash(secret);
        tokens.persist(token);
        return new Made(token, secret);
    }
}
