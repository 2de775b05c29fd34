package dev.evenhand.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.Published;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which addresses the published contract has, and how far somebody has come on each of them. */
final class Routes {
    private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete");

    /** Who is answered like that may not come in. */
    private static final Set<Integer> SHUT = Set.of(401, 403);

    /** Who is answered like that has not said what is asked for, and does not know whether they may come in. */
    private static final Set<Integer> UNTRIED = Set.of(400, 413, 415, 422);

    record Route(String verb, String template) {
        boolean fits(String verb, String path) {
            return this.verb.equals(verb)
                    && Pattern.matches(template.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+"), path);
        }

        /** How much of it is said; of several that fit the one that says most is meant. */
        int said() {
            return template.replaceAll("\\{[^}]*}", "").length();
        }

        @Override
        public String toString() {
            return verb + " " + template;
        }
    }

    private final List<Route> routes = new ArrayList<>();

    Routes() throws IOException {
        JsonNode paths = new ObjectMapper().readTree(Published.FILE.toFile()).path("paths");
        paths.properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> VERBS.contains(operation.getKey()))
                .forEach(operation ->
                        routes.add(new Route(operation.getKey().toUpperCase(Locale.ROOT), path.getKey()))));
    }

    List<Route> all() {
        return routes;
    }

    /** Route → the statuses that its visitors were answered with; none where nobody was. */
    Map<Route, Set<Integer>> visited(List<Harvest.Visit> visits) {
        Map<Route, Set<Integer>> statuses = new TreeMap<>(Comparator.comparing(Route::toString));
        routes.forEach(route -> statuses.put(route, new TreeSet<>()));
        for (Harvest.Visit visit : visits) {
            routes.stream()
                    .filter(route -> route.fits(visit.verb(), visit.path()))
                    .max(Comparator.comparingInt(Route::said))
                    .ifPresent(route -> statuses.get(route).add(visit.status()));
        }
        return statuses;
    }

    /** Whether somebody answered like this may come in at all. */
    static boolean isOpen(Set<Integer> statuses) {
        return statuses.stream().anyMatch(status -> !SHUT.contains(status) && !UNTRIED.contains(status));
    }

    /** Whether it was found out if they may. */
    static boolean isTried(Set<Integer> statuses) {
        return statuses.stream().anyMatch(status -> !UNTRIED.contains(status));
    }

    /** Whether they were answered as they asked. */
    static boolean isServed(Set<Integer> statuses) {
        return statuses.stream().anyMatch(status -> status / 100 == 2);
    }
}
