package dev.evenhand.battle;

import dev.evenhand.problem.Refusal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * 128 random bits that name a battle, as 22 characters in addresses and as a {@code uuid} in the database.
 *
 * <p>Nothing can be read from it: neither an order nor a time, nor what stands on either side.
 */
record BattleId(UUID bits) {
    private static final int BYTES = 16;

    static BattleId drawn(RandomGenerator chance) {
        return new BattleId(new UUID(chance.nextLong(), chance.nextLong()));
    }

    /** The id that an address names. What has another form is an unknown battle. */
    static BattleId of(String text) {
        return read(text).orElseThrow(BattleId::unknown);
    }

    /** The id that is written like that; nothing where no id is. */
    static Optional<BattleId> read(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                return Optional.of(new BattleId(new UUID(buffer.getLong(), buffer.getLong())));
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Refusal unknown() {
        return Refusal.notFound("battle-unknown", "There is no such battle for you.");
    }

    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(bits.getMostSignificantBits())
                .putLong(bits.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
