package dev.evenhand.battle;

import java.util.UUID;

/** What a rater asks of the record. */
sealed interface Command {
    UUID battle();

    UUID rater();

    /** The battle's version that the rater saw. */
    int version();

    /** SHA-256 of all that was asked, by which the same write is known again. */
    default byte[] fingerprint() {
        return switch (this) {
            case Cast cast ->
                Chain.sha256(Chain.canonical(cast.choice()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            case Undo undo -> Chain.sha256(new byte[] {'u'});
            case Skip skip -> Chain.sha256(("s" + skip.reason()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        };
    }

    record Cast(UUID battle, UUID rater, Choice choice) implements Command {
        @Override
        public int version() {
            return choice.version();
        }
    }

    record Undo(UUID battle, UUID rater, int version) implements Command {}

    record Skip(UUID battle, UUID rater, int version, String reason) implements Command {}
}
