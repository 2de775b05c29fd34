package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Examples.fit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of independent implementations, read from the folder that the property {@code evenhand.shared} names. */
@Tag("shared")
class GoldenTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("evenhand.shared", "")).resolve("golden");

    /** Votes from a file, with the names that their numbers stand for. */
    private record Named(List<String> models, Cells cells) {
        static Named read(String file) throws IOException {
            List<Map<String, String>> rows = csv(GOLDEN.resolve("evalica/" + file));
            Map<String, Integer> models = new TreeMap<>();
            rows.forEach(row -> models.put(row.get("left"), 0));
            rows.forEach(row -> models.put(row.get("right"), 0));
            List<String> names = new ArrayList<>(models.keySet());
            names.forEach(name -> models.put(name, names.indexOf(name)));
            Cells.Builder cells = Cells.among(names.size());
            for (Map<String, String> row : rows) {
                double score =
                        switch (row.get("winner")) {
                            case "left" -> Cell.WIN;
                            case "right" -> Cell.LOSS;
                            case "tie" -> Cell.TIE;
                            default -> throw new IOException("unknown winner " + row);
                        };
                cells.add(Cell.of(models.get(row.get("left")), models.get(row.get("right")), score)
                        .by(Integer.parseInt(row.getOrDefault("worker", "-1")))
                        .on(Integer.parseInt(row.getOrDefault("prompt", "-1"))));
            }
            return new Named(names, cells.build());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "food", "llmfao"})
    void strengthsEqualEvalicasOnceTheySumToOne(String set) throws IOException {
        Named votes = Named.read(set + ".csv");
        Fit fit = fit(votes.cells());

        double sum = Arrays.stream(fit.strengths()).map(Math::exp).sum();
        int compared = 0;
        for (Map<String, String> row : csv(GOLDEN.resolve("evalica/" + set + "-golden.csv"))) {
            if (row.get("algorithm").equals("bradley_terry")) {
                double expected = Double.parseDouble(row.get("score"));
                double power = Math.exp(fit.strength(votes.models().indexOf(row.get("item")))) / sum;
                assertEquals(expected, power, 1e-6 * expected, row.get("item"));
                compared++;
            }
        }
        assertEquals(votes.models().size(), compared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "food", "llmfao"})
    void strengthsAndErrorsEqualTheConvergedReference(String set) throws IOException {
        Named votes = Named.read(set + ".csv");
        Fit fit = fit(votes.cells());
        JsonNode golden = computed("bt_golden.json").get(set);

        assertEquals(golden.get("nll").doubleValue(), fit.negativeLogLikelihood(), 1e-9 * fit.negativeLogLikelihood());
        assertAll(golden, votes, "theta", fit::strength);
        assertAll(golden, votes, "elo1000", model -> Scale.centred().rating(fit, model));
        assertAll(golden, votes, "se_fisher_elo", error(Interval.FISHER, fit, votes));
        assertAll(golden, votes, "se_sandwich_elo", error(Interval.IID, fit, votes));
    }

    @Test
    void clusteredErrorsOfTheCrowdEqualTheReference() throws IOException {
        Named crowd = Named.read("llmfao.csv");
        Fit fit = fit(crowd.cells());
        JsonNode golden = computed("bt_golden.json").get("llmfao");

        assertEquals(8931, crowd.cells().votes());
        assertEquals(59, crowd.models().size());
        assertEquals(golden.get("n_workers").intValue(), crowd.cells().knownRaters());
        assertEquals(golden.get("n_prompts").intValue(), crowd.cells().knownPrompts());
        assertEquals(Interval.TWO_WAY, Interval.defaultFor(crowd.cells()));
        assertAll(golden, crowd, "se_cluster_worker_elo", error(Interval.RATER, fit, crowd));
        assertAll(golden, crowd, "se_twoway_worker_prompt_elo", error(Interval.TWO_WAY, fit, crowd));
        Covariance twoWay = Interval.TWO_WAY.covariance(fit, crowd.cells()).orElseThrow();
        assertEquals(12, twoWay.degreesOfFreedom());
        assertEquals(
                43.3556,
                Scale.centred().standardError(fit, twoWay, crowd.models().indexOf("GPT 4")),
                5e-5);
    }

    @Test
    void expectedAndRawWinRatesOfTheFood() throws IOException {
        Named food = Named.read("food.csv");
        double[] expected = WinRates.againstTheField(fit(food.cells()));
        List<Tally.Totals> totals = food.cells().tally().totals();

        Map<String, double[]> golden = Map.of(
                "Tacos", new double[] {.7568465629, .769230769},
                "Sushi", new double[] {.5310273647, .541666667},
                "Burger", new double[] {.4565724681, .461538462},
                "Pasta", new double[] {.4145557708, .363636364},
                "Pizza", new double[] {.3409978335, .318181818});
        golden.forEach((name, rates) -> {
            int model = food.models().indexOf(name);
            assertEquals(rates[0], expected[model], 5e-11, name);
            assertEquals(rates[1], totals.get(model).rate(), 5e-10, name);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"test_estimator_consistency", "test_soft_outcomes"})
    void theTestsOfArenaRankHaveTheirExactAnswers(String test) throws IOException {
        JsonNode golden = computed("arena_rank_tests.json").get(test);
        int models = golden.get("theta").size();
        Cells.Builder cells = Cells.among(models);
        for (JsonNode row : golden.get("rows")) {
            Cell vote = Cell.of(
                    row.get(0).intValue(), row.get(1).intValue(), row.get(2).doubleValue());
            cells.add(row.has(3) ? vote.times(row.get(3).intValue()) : vote);
        }
        Fit fit = fit(cells.build());
        Covariance independent = Covariance.independent(fit);

        for (int model = 0; model < models; model++) {
            assertEquals(golden.get("theta").get(model).doubleValue(), fit.strength(model), 1e-9);
            double standardError = golden.has("se_sandwich")
                    ? golden.get("se_sandwich").get(model).doubleValue()
                    : golden.get("se_sandwich_elo").get(model).doubleValue() / Scale.ELO;
            assertEquals(standardError, independent.standardError(model), 1e-9);
        }
    }

    private static void assertAll(JsonNode golden, Named votes, String field, ToDoubleFunction<Integer> actual) {
        for (int model = 0; model < votes.models().size(); model++) {
            String name = votes.models().get(model);
            double expected = golden.get("items").get(name).get(field).doubleValue();
            assertEquals(
                    expected, actual.applyAsDouble(model), 1e-8 * Math.max(1, Math.abs(expected)), field + " " + name);
        }
    }

    private static ToDoubleFunction<Integer> error(Interval interval, Fit fit, Named votes) {
        Covariance covariance = interval.covariance(fit, votes.cells()).orElseThrow();
        return model -> Scale.centred().standardError(fit, covariance, model);
    }

    private static JsonNode computed(String file) throws IOException {
        return new ObjectMapper()
                .readTree(GOLDEN.resolve("computed").resolve(file).toFile());
    }

    /** None of these files quotes a cell. */
    private static List<Map<String, String>> csv(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
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
