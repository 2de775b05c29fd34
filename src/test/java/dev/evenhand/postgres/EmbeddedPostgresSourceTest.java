package dev.evenhand.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresSourceTest {
    @TempDir
    Path data;

    @Test
    void whereNobodyNamesAUrlTheServerIsTheEmbeddedOne() throws Exception {
        Path home = data.resolve("postgresql");
        try (Server server = Server.start(home)) {
            System.setProperty(EmbeddedPostgres.property(home), server.url());

            assertEquals(server.url(), config(Map.of()).getValue(EmbeddedPostgresSource.URL, String.class));
        } finally {
            System.clearProperty(EmbeddedPostgres.property(home));
        }
    }

    @Test
    void whereSomebodyNamesAUrlNothingStarts() {
        SmallRyeConfig config = config(Map.of(EmbeddedPostgresSource.URL, "jdbc:postgresql://elsewhere/votes"));

        assertEquals("jdbc:postgresql://elsewhere/votes", config.getValue(EmbeddedPostgresSource.URL, String.class));
        assertFalse(Files.exists(data.resolve("postgresql")));
    }

    @Test
    void listingTheConfigurationStartsNothing() {
        config(Map.of()).getPropertyNames().forEach(name -> assertFalse(name.equals(EmbeddedPostgresSource.URL)));

        assertFalse(Files.exists(data.resolve("postgresql")));
    }

    @Test
    void anUnknownPlatformIsToldToBringADatabase() {
        IOException refusal = assertThrows(IOException.class, () -> Platform.archive("Windows 11", "amd64"));

        assertTrue(refusal.getMessage().contains("Windows 11"));
        assertTrue(refusal.getMessage().contains("QUARKUS_DATASOURCE_JDBC_URL"));
    }

    private SmallRyeConfig config(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("evenhand.data-dir", data.toString());
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withSources(new EmbeddedPostgresSource())
                .build();
    }
}
