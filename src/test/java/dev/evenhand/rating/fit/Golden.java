package dev.evenhand.rating.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** References of independent implementations, read where the property {@code evenhand.shared} says they lie. */
public final class Golden {
    private static final Path FOLDER =
            Path.of(System.getProperty("evenhand.shared", "")).resolve("golden");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    public static Path file(String name) {
        return FOLDER.resolve(name);
    }

    public static JsonNode json(String name) throws IOException {
        return JSON.readTree(file(name).toFile());
    }

    /** Of a packed file, one object a line. */
    public static List<JsonNode> lines(String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file(name))), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /** None of these files quotes a cell. */
    public static List<Map<String, String>> csv(String name) throws IOException {
        List<String> lines = Files.readAllLines(file(name));
        String[] header = lines.getFirst().split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertEquals(header.length, cells.length, line);
            Map<String, String> row = new TreeMap<>();
            for (int column = 0; column < header.length; column++) {
                row.put(header[column], cells[column]);
            }
            rows.add(row);
        }
        return rows;
    }
}
