package dev.evenhand.battle;

import io.quarkus.test.junit.QuarkusMock;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Chance in the hands of a test: who has the same luck is dealt the same battles under the same ids. Closing makes it
 * unforeseeable again.
 */
final class Luck implements AutoCloseable {
    Luck(long seed) {
        QuarkusMock.installMockForType(new Random(seed), RandomGenerator.class);
    }

    /** The deck is shuffled when texts come in; from now on the prompts lie in the order of their keys p1, p2 and so on. */
    static void orderDeck(DataSource database, String slug) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                    update prompt p set shuffle = substr(p.key, 2)::int / 10000.0
                    from arena a where a.id = p.arena_id and a.slug = ?
                    """)) {
            update.setString(1, slug);
            update.executeUpdate();
        }
    }

    @Override
    public void close() {
        QuarkusMock.installMockForType(new SecureRandom(), RandomGenerator.class);
    }
}
