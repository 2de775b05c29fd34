package dev.evenhand.account;

import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.problem.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** API tokens: shown once, kept as hashes, good until they expire or are revoked. */
@ApplicationScoped
class Tokens {
    private static final String PREFIX = "evenhand_";
    private static final Duration USE_RESOLUTION = Duration.ofMinutes(5);

    @ApplicationScoped
    static class TokenRepository implements PanacheRepositoryBase<Token, UUID> {}

    record Made(Token token, String secret) {}

    private final TokenRepository tokens;
    private final DatabaseClock clock;

    Tokens(TokenRepository tokens, DatabaseClock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Transactional
    Made make(String name, Role role, UUID arena, Instant expiresAt) {
        return keep(token(name, role, arena, expiresAt), PREFIX + Secrets.make());
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

    @Transactional
    Optional<Caller> callerOf(String secret) {
        Token token = tokens.find("hash", Secrets.hash(secret)).firstResult();
        Instant now = clock.now();
        if (token == null || !token.isGood(now)) {
            return Optional.empty();
        }
        if (token.lastUsedAt == null || token.lastUsedAt.plus(USE_RESOLUTION).isBefore(now)) {
            token.lastUsedAt = now;
        }
        return Optional.of(token.asCaller());
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
