package dev.evenhand.rating.fit.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Golden;
import dev.evenhand.rating.fit.Scale;
import dev.evenhand.rating.fit.sequential.Elo;
import dev.evenhand.rating.fit.sequential.Game;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the peers published or computed themselves, read from the folder that {@code evenhand.shared} names. */
@Tag("shared")
class GoldenPeersTest {
    /** Votes in the order of a file, with the names that their numbers stand for. */
    private record Named(List<String> models, List<Game> games) {
        static Named read(String set) throws IOException {
            List<Map<String, String>> rows = Golden.csv("evalica/" + set + ".csv");
            List<String> models = rows.stream()
                    .flatMap(row -> Stream.of(row.get("left"), row.get("right")))
                    .collect(() -> new TreeSet<String>(), TreeSet::add, TreeSet::addAll)
                    .stream()
                    .toList();
            List<Game> games = new ArrayList<>();
            for (Map<String, String> row : rows) {
                double score =
                        switch (row.get("winner")) {
                            case "left" -> Game.WIN;
                            case "right" -> Game.LOSS;
                            case "tie" -> Game.TIE;
                            default -> throw new IOException("unknown winner " + row);
                        };
                games.add(new Game(models.indexOf(row.get("left")), models.indexOf(row.get("right")), score));
            }
            return new Named(models, games);
        }

        Evalica evalica() {
            return Evalica.of(models.size(), games);
        }
    }

    @ParameterizedTest
    @CsvSource({"simple, 5", "food, 5", "llmfao, 59"})
    void everyAlgorithmOfEvalica(String set, int models) throws IOException {
        Named votes = Named.read(set);
        Map<String, double[]> scores = Map.of(
                "counting", votes.evalica().counting(),
                "average_win_rate", votes.evalica().averageWinRate(),
                "bradley_terry", votes.evalica().bradleyTerry(),
                "newman", votes.evalica().newman(),
                "elo", votes.evalica().elo(),
                "eigen", votes.evalica().eigen(),
                "pagerank", votes.evalica().pagerank());

        List<Map<String, String>> golden = Golden.csv("evalica/" + set + "-golden.csv");
        for (Map<String, String> row : golden) {
            double expected = Double.parseDouble(row.get("score"));
            double actual = scores.get(row.get("algorithm"))[votes.models().indexOf(row.get("item"))];
            assertEquals(expected, actual, 1e-6 * Math.max(1, expected), row.toString());
        }
        assertEquals(scores.size() * models, golden.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "food", "llmfao"})
    void fastChatsOnlineEloAndRatings(String set) throws IOException {
        Named votes = Named.read(set);
        JsonNode golden = computed("fastchat_elo_winrate_golden.json").get(set);
        double[] elo = Elo.withK(Elo.ONLINE_K).ratings(votes.models().size(), votes.games());
        double[] ratings = FastChat.of(votes.models(), votes.games()).ratings();

        for (int model = 0; model < elo.length; model++) {
            String name = votes.models().get(model);
            assertEquals(golden.get("online_elo_k4").get(name).doubleValue(), elo[model], 1e-9, name);
            assertEquals(golden.get("bt_elo1000").get(name).doubleValue(), ratings[model], 1e-6, name);
        }
    }

    /** Both are of 200 resamples: a standard deviation is then known to a twentieth. */
    @Test
    void fastChatsBootstrapOfTheCrowd() throws IOException {
        Named votes = Named.read("llmfao");
        JsonNode golden =
                computed("fastchat_elo_winrate_golden.json").get("llmfao").get("bootstrap200_se");
        FastChat.Bootstrap bootstrap =
                FastChat.of(votes.models(), votes.games()).bootstrap(200, new Random(1));

        assertEquals(0, bootstrap.redrawn());
        double[] ratios = IntStream.range(0, votes.models().size())
                .mapToDouble(model -> bootstrap.models().get(model).standardError()
                        / golden.get(votes.models().get(model)).doubleValue())
                .sorted()
                .toArray();
        assertEquals(1, Arrays.stream(ratios).average().orElseThrow(), .03);
        assertTrue(ratios[0] > .75 && ratios[ratios.length - 1] < 1.3, Arrays.toString(ratios));
    }

    @ParameterizedTest
    @ValueSource(strings = {"test_estimator_consistency", "test_soft_outcomes"})
    void theTestsOfArenaRankWithoutItsDefect(String test) throws IOException {
        JsonNode golden = computed("arena_rank_tests.json").get(test);
        int models = golden.get("theta").size();
        List<Game> games = new ArrayList<>();
        for (JsonNode row : golden.get("rows")) {
            Game game = new Game(
                    row.get(0).intValue(), row.get(1).intValue(), row.get(2).doubleValue());
            games.addAll(Collections.nCopies(row.has(3) ? row.get(3).intValue() : 1, game));
        }
        List<Published> published = new ArenaRank(0, false, 50).leaderboard(models, games);

        for (int model = 0; model < models; model++) {
            assertEquals(
                    1000 + Scale.ELO * golden.get("theta").get(model).doubleValue(),
                    published.get(model).rating(),
                    1e-6);
            double error = golden.has("se_sandwich")
                    ? Scale.ELO * golden.get("se_sandwich").get(model).doubleValue()
                    : golden.get("se_sandwich_elo").get(model).doubleValue();
            assertEquals(error, published.get(model).standardError(), 1e-8 * error);
        }
    }

    @Test
    void allPublishedRatingsOfEqBench3() throws IOException {
        JsonNode golden = Golden.json("eqbench3/trueskill_exact_reproduction.json");
        Map<String, EqBench3.Standing> standings = EqBench3.ofApril2025().standings(comparisons(), ladder(golden));

        List<Map<String, String>> published = Golden.csv("eqbench3/published_ratings.csv");
        assertEquals(27, published.size());
        assertEquals(27, standings.size());
        for (Map<String, String> row : published) {
            EqBench3.Standing standing = standings.get(row.get("model"));
            assertPublished(row, "elo", standing.mean());
            assertPublished(row, "sigma", standing.deviation());
            assertPublished(row, "ci_low", standing.interval().lower());
            assertPublished(row, "ci_high", standing.interval().upper());
            assertPublished(row, "elo_norm", standing.normalised());
            assertPublished(row, "ci_low_norm", standing.normalisedInterval().lower());
            assertPublished(row, "ci_high_norm", standing.normalisedInterval().upper());
        }
        golden.get("ratings").properties().forEach(rating -> {
            EqBench3.Standing standing = standings.get(rating.getKey());
            assertEquals(rating.getValue().get("mu").doubleValue(), standing.mean(), 1e-9);
            assertEquals(rating.getValue().get("sigma_full").doubleValue(), standing.deviation(), 1e-9);
        });
    }

    @Test
    void theSameComparisonsUnderTheConstantsOfMay2025() throws IOException {
        JsonNode golden = Golden.json("eqbench3/trueskill_head_config.json");
        Map<String, EqBench3.Standing> standings = EqBench3.ofMay2025().standings(comparisons(), ladder(golden));

        assertEquals(27, golden.get("ratings").size());
        golden.get("ratings").properties().forEach(rating -> {
            EqBench3.Standing standing = standings.get(rating.getKey());
            assertEquals(rating.getValue().get("mu").doubleValue(), standing.mean(), 1e-9);
            assertEquals(rating.getValue().get("sigma_ci_bins5").doubleValue(), standing.deviation(), 1e-9);
            assertEquals(rating.getValue().get("elo_norm").doubleValue(), standing.normalised(), 1e-9);
            // The reference did not round before; a hundredth is two hundredths on this scale.
            assertEquals(
                    rating.getValue().get("ci_low_norm").doubleValue(),
                    standing.normalisedInterval().lower(),
                    .025);
        });
    }

    @Test
    void theMarginsThatEqBenchWroteDown() throws IOException {
        int compared = 0;
        for (JsonNode row : Golden.lines("eqbench3/comparisons.jsonl.gz")) {
            double lead = row.get("plus_a").doubleValue() - row.get("plus_b").doubleValue();
            assertEquals(row.get("fraction_a").doubleValue(), EqBench3.Margin.CURVED.score(lead), 1e-11);
            compared++;
        }
        assertEquals(6362, compared);
    }

    @Test
    void theAggregatesThatComparIaPublishes() throws IOException {
        JsonNode models =
                Golden.json("comparia/generated-models-extra-data.json").get("models");
        double[] medians = StreamSupport.stream(models.spliterator(), false)
                .mapToDouble(model -> model.get("median").doubleValue())
                .toArray();
        double[] probabilities = ComparIa.meanWinProbabilities(medians);
        int[] ranks = ComparIa.ranks(medians);

        assertEquals(93, medians.length);
        for (int model = 0; model < medians.length; model++) {
            assertEquals(models.get(model).get("mean_win_prob").doubleValue(), probabilities[model], 5e-16);
            assertEquals(models.get(model).get("rank").intValue(), ranks[model]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pairwise-1", "pairwise-2"})
    void theMaximaThatChoixTests(String test) throws IOException {
        JsonNode golden = Golden.json("choix/testcase-" + test + ".json");
        Cells.Builder cells = Cells.among(golden.get("n_items").intValue());
        golden.get("data")
                .forEach(pair ->
                        cells.add(Cell.of(pair.get(0).intValue(), pair.get(1).intValue(), Cell.WIN)));
        Fit fit = BradleyTerry.fit(cells.build().tally());

        for (int model = 0; model < fit.models(); model++) {
            assertEquals(golden.get("ml_est").get(model).doubleValue(), fit.strength(model), 1e-9);
        }
    }

    private static void assertPublished(Map<String, String> row, String column, double actual) {
        assertEquals(Double.parseDouble(row.get(column)), actual, .005001, row.get("model") + " " + column);
    }

    private static List<String> ladder(JsonNode golden) {
        return StreamSupport.stream(golden.get("ladder_low_to_high").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static List<EqBench3.Comparison> comparisons() throws IOException {
        return Golden.lines("eqbench3/comparisons.jsonl.gz").stream()
                .map(row -> new EqBench3.Comparison(
                        row.get("model_a").textValue(),
                        row.get("model_b").textValue(),
                        Integer.parseInt(row.get("scenario_id").textValue()),
                        row.get("iteration").textValue(),
                        row.get("plus_a").intValue(),
                        row.get("plus_b").intValue()))
                .toList();
    }

    private static JsonNode computed(String file) throws IOException {
        return Golden.json("computed/" + file);
    }
}
