package dev.evenhand.battle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** What is asked of the record about a battle. */
sealed interface Command {
    UUID battle();

    UUID rater();

    /** The battle's version that was seen. */
    int version();

    /** SHA-256 of all that was asked, by which the same write is known again. */
    default byte[] fingerprint() {
        return Chain.sha256(
                switch (this) {
                    case Cast cast -> utf8(Chain.canonical(cast.choice()));
                    case Undo undo -> utf8("u");
                    case Skip skip -> utf8("s" + skip.reason() + (skip.identified() == null ? "" : skip.identified()));
                    case Settle settle -> utf8("i");
                });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    record Cast(UUID battle, UUID rater, Choice choice) implements Command {
        @Override
        public int version() {
            return choice.version();
        }
    }

    record Undo(UUID battle, UUID rater, int version) implements Command {}

    record Skip(UUID battle, UUID rater, int version, String reason, List<Side> identified) implements Command {}

    /** Both texts are the same; nobody has seen the battle. */
    record Settle(UUID battle, UUID rater) implements Command {
        @Override
        public int version() {
            return 0;
        }
    }
}
