package dev.evenhand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The published contract, held against every answer that a test gets: no field too many, too few, or of another type. */
public final class Published implements Filter {
    public static final Path FILE = Path.of("frontend/src/api/openapi.json");

    static final Published CONTRACT = new Published();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document = read();

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification wanted, FilterContext context) {
        Response answer = context.next(request, wanted);
        List<String> breaches = breaches(
                request.getMethod().toLowerCase(java.util.Locale.ROOT),
                URI.create(request.getURI()).getPath(),
                answer);
        if (!breaches.isEmpty()) {
            throw new AssertionError("%s %s answered %d against the contract: %s"
                    .formatted(request.getMethod(), request.getURI(), answer.statusCode(), breaches));
        }
        return answer;
    }

    private List<String> breaches(String verb, String path, Response answer) {
        JsonNode operation = operation(verb, path);
        if (operation.isMissingNode()) {
            return answer.statusCode() == 404 || answer.statusCode() == 405 ? List.of() : List.of("no such address");
        }
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(answer.statusCode())));
        if (response.isMissingNode()) {
            return List.of("no such status");
        }
        String type = answer.contentType() == null ? "" : answer.contentType().replaceFirst(";.*", "");
        List<String> breaches = new ArrayList<>();
        if (!type.isEmpty() && !response.path("content").has(type)) {
            breaches.add("no such media type: " + type);
        } else if (type.endsWith("json") && !type.contains("nd")) {
            compare(
                    parsed(answer.asString()),
                    response.path("content").path(type).path("schema"),
                    "$",
                    breaches);
        }
        return breaches;
    }

    /** Of several templates that fit, the one with the most letters of its own. */
    private JsonNode operation(String verb, String path) {
        return document.path("paths").properties().stream()
                .filter(entry -> entry.getValue().has(verb) && fits(entry.getKey(), path))
                .max(java.util.Comparator.comparingInt(
                        entry -> entry.getKey().replaceAll("\\{[^}]*}", "").length()))
                .map(Map.Entry::getValue)
                .map(item -> item.path(verb))
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    private static boolean fits(String template, String path) {
        return Pattern.matches(template.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+"), path);
    }

    private void compare(JsonNode value, JsonNode given, String at, List<String> breaches) {
        JsonNode schema = resolved(given);
        if (schema.has("oneOf")) {
            long fitting = schema.path("oneOf")
                    .valueStream()
                    .filter(one -> {
                        List<String> found = new ArrayList<>();
                        compare(value, one, at, found);
                        return found.isEmpty();
                    })
                    .count();
            if (fitting != 1) {
                breaches.add("%s fits %d of its kinds".formatted(at, fitting));
            }
            return;
        }
        if (schema.has("type") && !schema.path("type").asText().equals(type(value, schema))) {
            breaches.add("%s is %s".formatted(at, value));
            return;
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            breaches.add("%s is %s".formatted(at, value));
        }
        if (value.isArray()) {
            value.forEach(item -> compare(item, schema.path("items"), at + "[]", breaches));
        }
        if (value.isObject()) {
            compareFields(value, schema, at, breaches);
        }
    }

    private void compareFields(JsonNode value, JsonNode schema, String at, List<String> breaches) {
        schema.path("required").forEach(field -> {
            if (!value.has(field.asText())) {
                breaches.add("%s.%s is absent".formatted(at, field.asText()));
            }
        });
        value.properties().forEach(field -> {
            JsonNode declared = schema.path("properties").path(field.getKey());
            if (!declared.isMissingNode()) {
                compare(field.getValue(), declared, at + "." + field.getKey(), breaches);
            } else if (schema.has("properties") && !schema.has("additionalProperties")) {
                breaches.add("%s.%s is not in it".formatted(at, field.getKey()));
            }
        });
    }

    private static String type(JsonNode value, JsonNode schema) {
        return switch (value.getNodeType()) {
            case NUMBER ->
                value.isIntegralNumber() && !schema.path("type").asText().equals("number") ? "integer" : "number";
            default -> value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
