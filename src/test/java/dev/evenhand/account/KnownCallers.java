package dev.evenhand.account;

import io.quarkus.test.junit.QuarkusMock;
import java.util.Optional;
import java.util.UUID;

/** Everybody is known without asking the database: what it costs to ask. */
public final class KnownCallers {
    private KnownCallers() {}

    public static void install() {
        QuarkusMock.installMockForType(
                new Tokens(null, null, null) {
                    private final Caller anybody = new Caller(UUID.randomUUID(), Role.RATER, null, null);

                    @Override
                    Optional<Caller> callerOf(String secret) {
                        return Optional.of(anybody);
                    }
                },
                Tokens.class);
    }
}
