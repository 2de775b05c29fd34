package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.Shown.MODEL_FIRST;
import static dev.evenhand.rating.fit.Examples.assertRelative;
import static dev.evenhand.rating.fit.Examples.fit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of independent implementations, read from the folder that the property {@code evenhand.shared} names. */
@Tag("shared")
class GoldenTest {
    /** Votes from a file, with the names that their numbers stand for. */
    private record Named(List<String> models, Cells cells) {
        static Named read(String file) throws IOException {
            List<Map<String, String>> rows = Golden.csv("evalica/" + file);
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
                        .showing(MODEL_FIRST)
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
        for (Map<String, String> row : Golden.csv("evalica/" + set + "-golden.csv")) {
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
        // 13 prompts of nearly one size.
        assertEquals(12.979171883947, twoWay.degreesOfFreedom() + 1, 1e-12);
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

    @ParameterizedTest
    @CsvSource({
        "simple, davidson, DAVIDSON, false", "simple, raokupper, RAO_KUPPER, false",
        "food, davidson, DAVIDSON, false", "food, raokupper, RAO_KUPPER, false",
        "food, davidson_home, DAVIDSON, true", "food, raokupper_home, RAO_KUPPER, true",
        "llmfao, davidson, DAVIDSON, false", "llmfao, raokupper, RAO_KUPPER, false",
        "llmfao, davidson_home, DAVIDSON, true", "llmfao, raokupper_home, RAO_KUPPER, true"
    })
    void tieModelsEqualTheConvergedReference(String set, String model, TieModel ties, boolean position)
            throws IOException {
        Named votes = Named.read(set + ".csv");
        JsonNode golden = computed("tie_home_golden.json").get(set).get(model);

        Fit fit = new Specification(ties, position, Style.NONE, Prior.none()).fit(votes.cells());
        Covariance fisher = Covariance.fisher(fit);

        assertRelative(golden.get("nll").doubleValue(), fit.negativeLogLikelihood(), 1e-11);
        assertRelative(
                golden.get("nu_or_kappa").doubleValue(), fit.tieParameter().orElseThrow(), 1e-9);
        for (int i = 0; i < fit.models(); i++) {
            String name = votes.models().get(i);
            assertEquals(golden.get("theta").get(name).doubleValue(), fit.strength(i), 1e-9, name);
            assertEquals(golden.get("se").get(name).doubleValue(), fisher.standardError(i), 1e-9, name);
        }
        if (position) {
            Effect home = fit.effect(Effect.Kind.POSITION).orElseThrow();
            assertEquals(golden.get("home").doubleValue(), home.estimate(), 1e-9);
            assertEquals(golden.get("home_se").doubleValue(), fisher.standardError(home), 1e-9);
        }
    }

    @ParameterizedTest
    @CsvSource({"davidson_home, DAVIDSON", "raokupper_home, RAO_KUPPER"})
    void whatDivergedInTheReferenceIsRefused(String model, TieModel ties) throws IOException {
        Cells simple = Named.read("simple.csv").cells();

        String said = computed("tie_home_golden.json").get("simple").get(model).textValue();

        assertTrue(said.startsWith("diverges"), said);
        assertEquals(
                Optional.of(NoMaximum.Reason.POSITION_AND_TIES_OUTWEIGH),
                Specification.BRADLEY_TERRY.with(ties).withPosition().obstacle(simple));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "food", "llmfao"})
    void thePlaceOnTheScreenEqualsTheConvergedReference(String set) throws IOException {
        Named votes = Named.read(set + ".csv");
        JsonNode golden = computed("tie_home_golden.json").get(set).get("bt_home");

        Fit fit = Specification.BRADLEY_TERRY.withPosition().fit(votes.cells());
        Effect home = fit.effect(Effect.Kind.POSITION).orElseThrow();
        LikelihoodRatio ratio = LikelihoodRatio.between(fit(votes.cells()), fit);

        assertEquals(golden.get("home").doubleValue(), home.estimate(), 1e-9);
        assertEquals(
                golden.get("se_fisher").doubleValue(), Covariance.fisher(fit).standardError(home), 1e-9);
        assertEquals(
                golden.get("se_sandwich").doubleValue(),
                Covariance.independent(fit).standardError(home),
                1e-9);
        assertRelative(golden.get("nll").doubleValue(), fit.negativeLogLikelihood(), 1e-12);
        assertRelative(
                2 * (golden.get("nll_nohome").doubleValue() - golden.get("nll").doubleValue()),
                ratio.statistic(),
                1e-9);
    }

    @Test
    void theMaximumAPosterioriOfChoix() throws IOException {
        JsonNode golden = Golden.json("choix/opt-pairwise-8-random-alpha0.5.json");
        Cells.Builder cells = Cells.among(golden.get("n_items").intValue());
        for (JsonNode vote : golden.get("data")) {
            cells.add(Cell.of(vote.get(0).intValue(), vote.get(1).intValue(), Cell.WIN));
        }

        Fit fit = Specification.BRADLEY_TERRY
                .with(Prior.choix(golden.get("penalty_alpha").doubleValue()))
                .fit(cells.build());

        for (int i = 0; i < fit.models(); i++) {
            assertEquals(golden.get("estimate").get(i).doubleValue(), fit.strength(i), 1e-8);
        }
    }

    /** EQ-Bench 3, both orders judged: a rater here is one pair of models in one scenario. */
    private static Named eqBench() throws IOException {
        List<JsonNode> votes = Golden.lines("eqbench3/comparisons.jsonl.gz");
        List<String> models = votes.stream()
                .flatMap(vote -> Stream.of(
                        vote.get("model_a").textValue(), vote.get("model_b").textValue()))
                .distinct()
                .sorted()
                .toList();
        Map<String, Integer> matchups = new TreeMap<>();
        Cells.Builder cells = Cells.among(models.size());
        for (JsonNode vote : votes) {
            int a = models.indexOf(vote.get("model_a").textValue());
            int b = models.indexOf(vote.get("model_b").textValue());
            String scenario = vote.get("scenario_id").textValue();
            String matchup = Math.min(a, b) + " " + Math.max(a, b) + " " + scenario;
            Cell cell = Cell.of(a, b, vote.get("outcome_a").doubleValue())
                    .by(matchups.computeIfAbsent(matchup, unseen -> matchups.size()))
                    .on(Integer.parseInt(scenario))
                    .showing(MODEL_FIRST);
            cells.add(cell, ofLength(vote.get("len_a")), ofLength(vote.get("len_b")));
        }
        return new Named(models, cells.build());
    }

    /** In thousandths, because some lengths are means. */
    private static StyleFeatures ofLength(JsonNode characters) {
        int length = Math.toIntExact(Math.round(1000 * characters.doubleValue()));
        return new StyleFeatures(length, length, 0, 0, 0);
    }

    @Test
    void twoAnchorsCarryTheirErrorsIntoEqBench() throws IOException {
        Named bench = eqBench();
        Fit fit = fit(bench.cells());
        Covariance byMatchup = Interval.RATER.covariance(fit, bench.cells()).orElseThrow();
        Scale scale = Scale.anchored(
                bench.models().indexOf("o3"), 1500, bench.models().indexOf("meta-llama/llama-3.2-1b-instruct"), 200);

        List<Scale.Estimate> estimates = scale.estimates(fit, byMatchup, .95);

        int compared = 0;
        for (Map<String, String> row : Golden.csv("eqbench3/bt_ratings.csv")) {
            String name = row.get("model");
            Scale.Estimate estimate = estimates.get(bench.models().indexOf(name));
            assertEquals(Double.parseDouble(row.get("bt_norm")), estimate.rating(), 5e-5, name);
            assertEquals(
                    Double.parseDouble(row.get("bt_norm_se_cluster_pair")), estimate.standardError(), 5.1e-5, name);
            assertEquals(
                    Double.parseDouble(row.get("se_elo_cluster_pair_scenario")),
                    Scale.centred().standardError(fit, byMatchup, bench.models().indexOf(name)),
                    5.1e-7,
                    name);
            compared++;
        }
        assertEquals(27, compared);
    }

    @Test
    void theJudgeOfEqBenchLikesWhatComesFirstAndWhatIsLong() throws IOException {
        Named bench = eqBench();
        JsonNode golden = Golden.json("eqbench3/bt_summary.json");

        Fit fit = Specification.BRADLEY_TERRY.withPosition().fit(bench.cells());
        Effect first = fit.effect(Effect.Kind.POSITION).orElseThrow();
        assertEquals(golden.get("home").doubleValue(), first.estimate(), 1e-10);
        assertEquals(
                golden.get("home_se_sandwich").doubleValue(),
                Covariance.independent(fit).standardError(first),
                1e-10);
        assertEquals(94.2, LikelihoodRatio.between(fit(bench.cells()), fit).statistic(), .05);

        Style unpenalised = new Style(List.of(Style.Feature.LENGTH), 1e-9);
        Fit styled =
                Specification.BRADLEY_TERRY.withPosition().with(unpenalised).fit(bench.cells());
        Effect length = styled.effect(Effect.Kind.LENGTH).orElseThrow();
        assertEquals(.2232, length.estimate(), 5e-5);
        assertEquals(.048, Covariance.independent(styled).standardError(length), 5e-4);
    }

    @Test
    void davidsonRatesEqBench() throws IOException {
        Named bench = eqBench();
        JsonNode golden = Golden.json("eqbench3/bt_summary.json");

        Fit fit = Specification.BRADLEY_TERRY.with(TieModel.DAVIDSON).fit(bench.cells());

        assertEquals(golden.get("davidson_nu").doubleValue(), fit.tieParameter().orElseThrow(), 1e-10);
        assertRelative(golden.get("davidson_nll").doubleValue(), fit.negativeLogLikelihood(), 1e-11);
        for (Map<String, String> row : Golden.csv("eqbench3/bt_ratings.csv")) {
            assertEquals(
                    Double.parseDouble(row.get("davidson_theta")),
                    fit.strength(bench.models().indexOf(row.get("model"))),
                    5.1e-11);
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
        return Golden.json("computed/" + file);
    }
}
