package dev.evenhand.rating.fit.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenhand.rating.fit.Golden;
import dev.evenhand.rating.fit.agreement.CrowdBt.Preference;
import dev.evenhand.rating.fit.agreement.CrowdBt.Prior;
import dev.evenhand.rating.fit.agreement.Krippendorff.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** References of independent implementations, read from the folder that {@code evenhand.shared} names. */
@Tag("shared")
class GoldenAgreementTest {
    @Test
    void alphaOfEvalicasCodings() throws IOException {
        assertEquals(904 / 1216.0, alpha(columns("evalica/codings.csv"), Difference.NOMINAL), 1e-14);
        assertEquals(.0833333, alpha(columns("evalica/gcl.csv"), Difference.NOMINAL), 5e-8);
    }

    /** The unit is a pair of models on a prompt, and a vote is for the one of lower number, for none, or against. */
    @Test
    void alphaOfTheCrowd() throws IOException {
        Collection<double[]> units = crowd();
        JsonNode golden = section5().get("kripp");
        Krippendorff nominal = Krippendorff.of(units, Difference.NOMINAL);

        assertEquals(golden.get("llmfao_units").intValue(), units.size());
        assertEquals(units.stream().filter(values -> values.length > 1).count(), nominal.units());
        assertEquals(.291474393304, nominal.alpha().orElseThrow(), 5e-13);
        assertEquals(golden.get("llmfao_nominal").get(1).doubleValue(), nominal.observed(), 1e-8);
        assertEquals(golden.get("llmfao_nominal").get(2).doubleValue(), nominal.expected(), 1e-8);
        assertEquals(.289673703161, alpha(units, Difference.INTERVAL), 5e-13);
    }

    @Test
    void dawidAndSkenesPosteriors() throws IOException {
        JsonNode golden = section5().get("dawid_skene");
        List<Label> labels = new ArrayList<>();
        for (int item = 0; item < 8; item++) {
            for (int rater = 0; rater < 4; rater++) {
                labels.add(new Label(
                        item, rater, golden.get("labels").get(item).get(rater).intValue()));
            }
        }
        DawidSkene model = DawidSkene.fit(8, 4, 3, labels);

        assertEquals(golden.get("iterations").intValue(), model.steps());
        for (int k = 0; k < 3; k++) {
            for (int item = 0; item < 8; item++) {
                assertEquals(golden.get("posterior").get(item).get(k).doubleValue(), model.probability(item, k), 1e-12);
            }
            for (int l = 0; l < 3; l++) {
                assertEquals(
                        golden.get("confusion_rater0").get(k).get(l).doubleValue(), model.confusion(0, k, l), 1e-12);
                assertEquals(
                        golden.get("confusion_rater3").get(k).get(l).doubleValue(), model.confusion(3, k, l), 1e-12);
            }
        }
    }

    /** A maximum found another way is never higher than this one by more than rounding, and never far from it. */
    @Test
    void crowdBtFindsTheMaximaOfTheReference() throws IOException {
        JsonNode golden = section5().get("crowdbt");
        List<Preference> votes = new ArrayList<>();
        golden.get("votes_rater_winner_loser")
                .forEach(vote -> votes.add(new Preference(
                        vote.get(0).intValue(),
                        vote.get(1).intValue(),
                        vote.get(2).intValue())));

        assertMaximum(golden, CrowdBt.fit(3, 4, votes, Prior.TRUSTING));
        assertMaximum(golden.get("beta22"), CrowdBt.fit(3, 4, votes, Prior.WIDE));
    }

    /** Real votes: both models come to an end. */
    @Test
    void theCrowdsRatersCanBeModelled() throws IOException {
        List<Label> labels = new ArrayList<>();
        List<Preference> preferences = new ArrayList<>();
        Map<String, Integer> items = new TreeMap<>();
        Map<String, Integer> raters = new TreeMap<>();
        Map<String, Integer> models = new TreeMap<>();
        for (Map<String, String> row : Golden.csv("evalica/llmfao.csv")) {
            int rater = number(raters, row.get("worker"));
            double said = said(row);
            labels.add(new Label(number(items, unit(row)), rater, (int) said + 1));
            int left = number(models, row.get("left"));
            int right = number(models, row.get("right"));
            switch (row.get("winner")) {
                case "left" -> preferences.add(new Preference(rater, left, right));
                case "right" -> preferences.add(new Preference(rater, right, left));
                default -> assertEquals("tie", row.get("winner"));
            }
        }
        DawidSkene labelled = DawidSkene.fit(items.size(), raters.size(), 3, labels);
        CrowdBt crowd = CrowdBt.fit(models.size(), raters.size(), preferences, Prior.TRUSTING);

        assertEquals(1, labelled.share(0) + labelled.share(1) + labelled.share(2), 1e-12);
        assertTrue(crowd.strength(models.get("GPT 4")) > crowd.strength(models.get("Dolly v2 (3B)")));
    }

    private static void assertMaximum(JsonNode golden, CrowdBt crowd) {
        double objective = golden.get("nll").doubleValue();
        assertTrue(crowd.objective() <= objective + 1e-12 * objective);
        assertEquals(objective, crowd.objective(), 1e-9);
        for (int model = 0; model < 3; model++) {
            assertEquals(golden.get("theta").get(model).doubleValue(), crowd.strength(model), 2e-6);
        }
        for (int rater = 0; rater < 4; rater++) {
            assertEquals(golden.get("eta").get(rater).doubleValue(), crowd.reliability(rater), 2e-6);
        }
    }

    private static double alpha(Collection<double[]> units, Difference difference) {
        return Krippendorff.of(units, difference).alpha().orElseThrow();
    }

    private static Collection<double[]> crowd() throws IOException {
        Map<String, List<Double>> units = new TreeMap<>();
        for (Map<String, String> row : Golden.csv("evalica/llmfao.csv")) {
            units.computeIfAbsent(unit(row), unit -> new ArrayList<>()).add(said(row));
        }
        return units.values().stream()
                .map(values -> values.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    private static String unit(Map<String, String> row) {
        int x = Integer.parseInt(row.get("model_x"));
        int y = Integer.parseInt(row.get("model_y"));
        return "%s|%d|%d".formatted(row.get("prompt"), Math.min(x, y), Math.max(x, y));
    }

    private static double said(Map<String, String> row) {
        boolean ordered = Integer.parseInt(row.get("model_x")) < Integer.parseInt(row.get("model_y"));
        return switch (row.get("winner")) {
            case "left" -> ordered ? 1 : -1;
            case "right" -> ordered ? -1 : 1;
            default -> 0;
        };
    }

    private static int number(Map<String, Integer> numbers, String name) {
        return numbers.computeIfAbsent(name, unseen -> numbers.size());
    }

    /** Each column is a unit; an empty cell is a value that was not given. Values that are words get numbers. */
    private static List<double[]> columns(String file) throws IOException {
        Map<String, Integer> values = new TreeMap<>();
        List<List<Double>> columns = new ArrayList<>();
        for (String line : Files.readAllLines(Golden.file(file))) {
            String[] cells = line.split(",", -1);
            for (int column = 0; column < cells.length; column++) {
                if (columns.size() == column) {
                    columns.add(new ArrayList<>());
                }
                if (!cells[column].isEmpty()) {
                    columns.get(column).add((double) number(values, cells[column]));
                }
            }
        }
        return columns.stream()
                .map(column -> column.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    private static JsonNode section5() throws IOException {
        return Golden.json("computed/section5_golden.json");
    }
}
