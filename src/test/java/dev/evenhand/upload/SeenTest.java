package dev.evenhand.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SeenTest {
    @Test
    void everyKeyIsRememberedWithItsFirstContentHoweverManyThereAre() {
        Seen seen = new Seen();
        for (int i = 0; i < 20_000; i++) {
            Fingerprint key = Fingerprint.of("key" + i);
            assertEquals(Seen.Before.NEVER, seen.look(key, key));
            seen.keep(key, Fingerprint.of("content" + i));
            seen.keep(key, Fingerprint.of("later"));
        }

        for (int i = 0; i < 20_000; i++) {
            Fingerprint key = Fingerprint.of("key" + i);
            assertEquals(Seen.Before.SAME, seen.look(key, Fingerprint.of("content" + i)));
            assertEquals(Seen.Before.OTHER, seen.look(key, Fingerprint.of("later")));
        }
        assertEquals(Seen.Before.NEVER, seen.look(Fingerprint.of("key20000"), Fingerprint.of("")));
    }

    @Test
    void keysThatShareAPlaceAreTwoKeys() {
        Seen seen = new Seen();
        seen.keep(new Fingerprint(1, 5), new Fingerprint(7, 0));
        seen.keep(new Fingerprint(2, 5), new Fingerprint(8, 0));

        assertEquals(Seen.Before.SAME, seen.look(new Fingerprint(2, 5), new Fingerprint(8, 0)));
        assertEquals(Seen.Before.OTHER, seen.look(new Fingerprint(1, 5), new Fingerprint(8, 0)));
    }

    @Test
    void textsAreNotRunTogether() {
        assertNotEquals(Fingerprint.of("ab", "c"), Fingerprint.of("a", "bc"));
        assertNotEquals(Fingerprint.of((String) null), Fingerprint.of(""));
    }
}
