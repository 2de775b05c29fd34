package dev.evenhand.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.Api;
import dev.evenhand.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Walks the published OpenAPI document. */
@QuarkusTest
class ContractTest {
    private static final java.nio.file.Path CLASSES = java.nio.file.Path.of("target/classes");
    private static final java.nio.file.Path SERVED = java.nio.file.Path.of("target/openapi.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REFRESH =
            "%s is not what the server publishes. Run: npm --prefix frontend run contract".formatted(Published.FILE);

    private JsonNode document;

    @BeforeEach
    void read() throws IOException {
        document = JSON.readTree(RestAssured.get("/q/openapi?format=json").asString());
    }

    @Test
    void everyRouteIsInIt() throws Exception {
        assertEquals(routes(), operations().keySet());
    }

    @Test
    void everyOperationSaysWhatItIsForWhoMayCallItAndWhatItAnswers() {
        Map<String, JsonNode> operations = operations();
        assertTrue(operations.size() > 30);
        operations.forEach((route, operation) -> {
            assertTrue(operation.path("summary").asText().length() > 5, route);
            assertEquals(1, operation.path("tags").size(), route);
            assertTrue(operation.path("security").size() >= 2, route);
            assertTrue(statuses(operation).stream().anyMatch(status -> status.startsWith("2")), route);
            assertTrue(statuses(operation).containsAll(Set.of("401", "503")), route);
            operation.path("responses").properties().forEach(answer -> {
                JsonNode response = resolved(answer.getValue());
                assertFalse(response.path("description").asText().isEmpty(), route);
                if (answer.getKey().startsWith("4") || answer.getKey().startsWith("5")) {
                    assertEquals(
                            "#/components/schemas/Problem",
                            response.at("/content/application~1problem+json/schema/$ref")
                                    .asText(),
                            route + " " + answer.getKey());
                }
            });
        });
        assertEquals(
                operations.size(),
                operations.values().stream()
                        .map(operation -> operation.path("operationId"))
                        .distinct()
                        .count());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = document.findValuesAsText("$ref");

        assertTrue(references.size() > 100);
        assertEquals(
                List.of(),
                references.stream()
                        .filter(reference -> document.at(reference.substring(1)).isMissingNode())
                        .toList());
    }

    @Test
    void noNameIsOneThatAMachineMadeUp() {
        Set<String> names = new TreeSet<>();
        document.at("/components/schemas").fieldNames().forEachRemaining(names::add);

        assertTrue(names.containsAll(Set.of("Arena", "Battle", "Leaderboard", "Problem")));
        assertEquals(
                List.of(),
                names.stream().filter(name -> !name.matches("[A-Z][A-Za-z]+")).toList());
    }

    @Test
    void filesComeInAsAnyOfTheirKinds() {
        for (String route : List.of("post /api/arenas/{slug}/responses", "post /api/arenas/{slug}/votes")) {
            JsonNode content =
                    resolved(operations().get(route).path("requestBody")).path("content");

            assertEquals(
                    Set.of("text/csv", "application/x-ndjson", "application/json", "multipart/form-data"),
                    content.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet()));
        }
    }

    @Test
    void everyValueThatItAllowsIsTakenAndNoOther() {
        String slug = Api.openArena(Map.of(), 1, "A", "B");
        for (String page : List.of("leaderboard", "win-rates", "comparison", "leaderboard.json")) {
            String query = "/api/arenas/" + slug + "/" + page + "?candidate=A&baseline=B&";
            JsonNode operation = operations().get("get /api/arenas/{slug}/" + page.replace(".json", ".{format}"));
            for (JsonNode parameter : operation.path("parameters")) {
                JsonNode values = parameter.at("/schema/enum");
                if (parameter.path("in").asText().equals("query") && values.isArray()) {
                    String name = parameter.path("name").asText();
                    values.forEach(value -> assertEquals(
                            200,
                            Api.admin()
                                    .get(query + name + "=" + value.asText() + needed(value))
                                    .statusCode(),
                            name + value));
                    String refusal = Api.admin()
                            .get(query + name + "=nonsense")
                            .then()
                            .statusCode(422)
                            .extract()
                            .path("detail");
                    assertOffersOnly(refusal, values);
                }
            }
        }
    }

    /** One method has no scale of its own. */
    private static String needed(JsonNode value) {
        return value.asText().equals("eqbench3") ? "&anchor=A=1500&anchor=B=200" : "";
    }

    @Test
    void everyFormatThatItAllowsIsOfferedAndNoOther() {
        String slug = Api.openArena(Map.of(), 1, "A", "B");
        operations().forEach((route, operation) -> operation.path("parameters").forEach(parameter -> {
            if (parameter.path("name").asText().equals("format")) {
                String address = route.substring("get ".length()).replace("{slug}", slug);
                JsonNode formats = parameter.at("/schema/enum");
                formats.forEach(format -> assertEquals(
                        200,
                        Api.admin()
                                .get(address.replace("{format}", format.asText()))
                                .statusCode(),
                        route));
                String refusal = Api.admin()
                        .get(address.replace("{format}", "nonsense"))
                        .then()
                        .statusCode(404)
                        .extract()
                        .path("detail");
                assertOffersOnly(refusal, formats);
            }
        }));
    }

    /** The page's types are made of the committed file, and every test's answers are held against it. */
    @Test
    void theCommittedDocumentIsTheOneThatIsServed() throws IOException {
        Files.writeString(SERVED, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");

        assertTrue(Files.exists(Published.FILE), REFRESH);
        assertTrue(JSON.readTree(Published.FILE.toFile()).equals(document), REFRESH);
    }

    private static void assertOffersOnly(String refusal, JsonNode values) {
        String offered = refusal.substring(refusal.indexOf("Choose ") + "Choose ".length())
                .replaceAll("^one of |\\.$", "");
        assertEquals(
                values.valueStream()
                        .map(JsonNode::asText)
                        .filter(value -> !value.equals("none"))
                        .collect(Collectors.toSet()),
                Arrays.stream(offered.split(", | or "))
                        .filter(value -> !value.equals("none"))
                        .collect(Collectors.toSet()),
                refusal);
    }

    // -------------------------------------------------------------------------------------------------- the document

    private Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(verb -> operations.put(verb.getKey() + " " + path.getKey(), verb.getValue())));
        return operations;
    }

    private static Set<String> statuses(JsonNode operation) {
        return operation.path("responses").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    // ------------------------------------------------------------------------------------------------ the application

    private static Set<String> routes() throws Exception {
        Set<String> routes = new TreeSet<>();
        try (Stream<java.nio.file.Path> files = Files.walk(CLASSES)) {
            for (java.nio.file.Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = CLASSES.relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replace('/', '.');
                Class<?> type =
                        Class.forName(name, false, Thread.currentThread().getContextClassLoader());
                if (type.isAnnotationPresent(Path.class)) {
                    Arrays.stream(type.getDeclaredMethods()).forEach(method -> verb(method)
                            .ifPresent(verb -> routes.add(verb + " /api"
                                    + ("/" + path(type) + "/" + path(method))
                                            .replaceAll("/+", "/")
                                            .replaceAll("/$", ""))));
                }
            }
        }
        return routes;
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(java.util.Objects::nonNull)
                .map(verb -> verb.value().toLowerCase(java.util.Locale.ROOT))
                .findFirst();
    }

    private static String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }
}
