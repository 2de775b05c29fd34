package dev.evenhand.rating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.battle.VoteReader.Position;
import dev.evenhand.rating.Leaderboards.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaderboardsTest {
    private static final Duration LONG = Duration.ofSeconds(5);

    @Test
    void aBoardThatTookLongStandsForNineTimesAsLong() {
        assertTrue(made(LONG, Duration.ofSeconds(44)).mayStandAt(at(1_000_000)));
        assertFalse(made(LONG, Duration.ofSeconds(46)).mayStandAt(at(1_000_000)));
        assertEquals(Duration.ofSeconds(45), made(LONG, Duration.ZERO).rest());
    }

    @Test
    void aBoardThatIsNotLargeNeverStands() {
        assertTrue(made(100_000, LONG, Duration.ZERO).mayStandAt(at(100_001)));
        assertFalse(made(99_999, LONG, Duration.ZERO).mayStandAt(at(100_000)));
    }

    @Test
    void aBoardThatLacksAFileOfVotesDoesNotStand() {
        assertTrue(made(LONG, Duration.ZERO).mayStandAt(at(1_009_000)));
        assertFalse(made(LONG, Duration.ZERO).mayStandAt(at(1_011_000)));
    }

    @Test
    void aBoardOfAllVotesIsOfNow() {
        assertTrue(made(LONG, Duration.ZERO).isOf(at(1_000_000)));
        assertFalse(made(LONG, Duration.ZERO).isOf(at(1_000_001)));
    }

    private static Made made(Duration took, Duration ago) {
        return made(1_000_000, took, ago);
    }

    private static Made made(long events, Duration took, Duration ago) {
        return new Made(null, Map.of(), at(events), "", Instant.EPOCH, "", took, System.nanoTime() - ago.toNanos());
    }

    private static Position at(long number) {
        return new Position(number, new byte[0]);
    }
}
