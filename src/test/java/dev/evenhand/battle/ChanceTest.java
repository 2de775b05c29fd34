package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever could foretell sides or ids would not vote blindly. */
class ChanceTest {
    private static final int BYTES = 16;

    @Test
    void nobodyCanForetellWhatTheServerDraws() {
        RandomGenerator one = new Chance().unforeseeable();
        RandomGenerator other = new Chance().unforeseeable();

        assertInstanceOf(SecureRandom.class, one);
        assertNotEquals(longs(one), longs(other));
    }

    @Test
    void everyBitOfAnIdIsDrawn() {
        ByteBuffer drawn = ByteBuffer.allocate(BYTES);
        SecureRandom chance = new SecureRandom();

        BattleId id = BattleId.drawn(() -> {
            long bits = chance.nextLong();
            drawn.putLong(bits);
            return bits;
        });

        assertEquals(0, drawn.remaining());
        assertEquals(Base64.getUrlEncoder().withoutPadding().encodeToString(drawn.array()), id.toString());
        assertEquals(id, BattleId.of(id.toString()));
    }

    private static List<Long> longs(RandomGenerator chance) {
        return Stream.generate(chance::nextLong).limit(4).toList();
    }
}
