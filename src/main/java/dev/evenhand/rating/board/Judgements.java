package dev.evenhand.rating.board;

import dev.evenhand.rating.board.Checkup.Agreement;
import dev.evenhand.rating.board.Checkup.Measure;
import dev.evenhand.rating.board.Checkup.Reliabilities;
import dev.evenhand.rating.board.Checkup.Reliable;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.NotConverged;
import dev.evenhand.rating.fit.agreement.CrowdBt;
import dev.evenhand.rating.fit.agreement.CrowdBt.Preference;
import dev.evenhand.rating.fit.agreement.DawidSkene;
import dev.evenhand.rating.fit.agreement.Kappa;
import dev.evenhand.rating.fit.agreement.Krippendorff;
import dev.evenhand.rating.fit.agreement.Krippendorff.Difference;
import dev.evenhand.rating.fit.agreement.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What known raters said of the same two responses to the same prompt, and what can be said of the raters themselves.
 *
 * <p>A rater's first judgement counts. Which of two models is called the first is arbitrary, so every unit is given twice,
 * once with the sides turned: no number depends on the names of models.
 */
final class Judgements {
    private static final int CATEGORIES = 3;

    /** Cohen's kappa of fewer common judgements says next to nothing. */
    private static final int FEWEST_COMMON = 10;

    /** The two raters who share most are looked for among those who judged most. */
    private static final int BUSIEST = 100;

    /** Of two who differ nobody knows which is right; a third tells. */
    private static final int FEWEST_TO_TELL = 3;

    /** Above this many judgements the model is fitted to units taken evenly from all: it takes thousands of steps. */
    private static final int MOST_LABELS = 3_000;

    /** Of fewer judgements the accuracy of a rater is anything. */
    private static final int FEWEST_LABELS = 10;

    /** So many rows of rater, winner and loser take a second or two; where there are more, each rater's first ones. */
    private static final int MOST_PREFERENCES = 50_000;

    private static final int LISTED_RATERS = 20;

    /** How often one honest rater of all is called doubtful, where all are alike. */
    private static final double FALSE_ALARMS = 0.05;

    private static final int FEWEST_DECIDED = 25;

    /** One rater's word on one unit: 0 the first model is better, 1 neither, 2 the second. */
    private record Judgement(int rater, int category) {
        int turned() {
            return CATEGORIES - 1 - category;
        }
    }

    private final Checked checked;
    private final long units;
    private final List<List<Judgement>> compared;

    private Judgements(Checked checked, long units, List<List<Judgement>> compared) {
        this.checked = checked;
        this.units = units;
        this.compared = compared;
    }

    static Judgements of(Checked checked) {
        Cells cells = checked.cells();
        long pairs = (long) cells.models() * cells.models();
        long[] unit = new long[cells.size()];
        int[] rater = new int[cells.size()];
        for (int at = 0; at < unit.length; at++) {
            Cell cell = cells.cell(at);
            rater[at] = cell.rater();
            unit[at] = cell.rater() == Cell.UNKNOWN || cell.prompt() == Cell.UNKNOWN
                    ? Cell.UNKNOWN
                    : cell.prompt() * pairs
                            + (long) Math.min(cell.model(), cell.rival()) * cells.models()
                            + Math.max(cell.model(), cell.rival());
        }
        int[] order = IntStream.range(0, unit.length)
                .filter(at -> unit[at] != Cell.UNKNOWN)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(at -> unit[at]).thenComparingInt(at -> rater[at]))
                .mapToInt(Integer::intValue)
                .toArray();
        long units = 0;
        List<List<Judgement>> compared = new ArrayList<>();
        for (int start = 0, end; start < order.length; start = end) {
            List<Judgement> own = new ArrayList<>();
            for (end = start; end < order.length && unit[order[end]] == unit[order[start]]; end++) {
                if (end == start || rater[order[end]] != rater[order[end - 1]]) {
                    own.add(new Judgement(rater[order[end]], category(cells.cell(order[end]))));
                }
            }
            units++;
            if (own.size() > 1) {
                compared.add(List.copyOf(own));
            }
        }
        return new Judgements(checked, units, compared);
    }

    private static int category(Cell cell) {
        double score = cell.model() < cell.rival() ? cell.score() : 1 - cell.score();
        return score == Cell.WIN ? 0 : score == Cell.TIE ? 1 : 2;
    }

    // ---------------------------------------------------------------------------------------------------- agreement

    Agreement agreement() {
        long judgements = compared.stream().mapToLong(List::size).sum();
        if (compared.isEmpty()) {
            String missing = checked.cells().knownRaters() == 0
                    ? Checked.RATERS_UNKNOWN
                    : units == 0
                            ? "No vote names its prompt, so nobody knows which were about the same two responses."
                            : "No two raters judged the same two responses to the same prompt.";
            return new Agreement("Whether raters agree cannot be told.", missing, units, 0, 0, List.of());
        }
        List<Measure> measures = List.of(
                krippendorff("krippendorff-nominal", "Krippendorff’s alpha, answers as names", Difference.NOMINAL),
                krippendorff("krippendorff-interval", "Krippendorff’s alpha, a tie half way", Difference.INTERVAL),
                fleiss(),
                cohen());
        return new Agreement(sentence(measures.getFirst()), null, units, compared.size(), judgements, measures);
    }

    private String sentence(Measure alpha) {
        String twice = "%s of %s %s judged by two raters or more."
                .formatted(
                        Words.number("%,d", compared.size()),
                        Words.counted(units, "pair") + " of responses",
                        compared.size() == 1 ? "was" : "were");
        return alpha.value() == null
                ? twice
                : "%s Their agreement is %s, where 0 is chance and 1 is all alike."
                        .formatted(twice, Words.number("%.2f", alpha.value()));
    }

    private Measure krippendorff(String name, String label, Difference difference) {
        List<double[]> values = new ArrayList<>();
        for (List<Judgement> own : compared) {
            values.add(own.stream().mapToDouble(Judgement::category).toArray());
            values.add(own.stream().mapToDouble(Judgement::turned).toArray());
        }
        OptionalDouble alpha = Krippendorff.of(values, difference).alpha();
        return measure(name, label, compared.size(), alpha, null);
    }

    private Measure fleiss() {
        Map<Integer, Integer> sizes = new TreeMap<>();
        compared.forEach(own -> sizes.merge(own.size(), 1, Integer::sum));
        int size = sizes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        List<int[]> rows = new ArrayList<>();
        for (List<Judgement> own : compared) {
            if (own.size() == size) {
                int[] row = new int[CATEGORIES];
                own.forEach(judgement -> row[judgement.category()]++);
                rows.add(row);
                rows.add(new int[] {row[2], row[1], row[0]});
            }
        }
        Kappa kappa = Kappa.fleiss(rows.toArray(int[][]::new));
        return measure(
                "fleiss",
                "Fleiss’ kappa, of what %d raters each judged".formatted(size),
                rows.size() / 2,
                kappa.value(),
                kappa.observed());
    }

    private Measure cohen() {
        String label = "Cohen’s kappa, of the two raters who share most";
        int[] busiest = busiest();
        int[][] common = new int[busiest.length][busiest.length];
        Map<Integer, Integer> places = new HashMap<>();
        IntStream.range(0, busiest.length).forEach(place -> places.put(busiest[place], place));
        for (List<Judgement> own : compared) {
            int[] there = own.stream()
                    .filter(judgement -> places.containsKey(judgement.rater()))
                    .mapToInt(judgement -> places.get(judgement.rater()))
                    .toArray();
            for (int one : there) {
                for (int other : there) {
                    common[one][other] += one < other ? 1 : 0;
                }
            }
        }
        int one = 0;
        int other = 0;
        for (int i = 0; i < common.length; i++) {
            for (int j = i + 1; j < common.length; j++) {
                if (common[i][j] > common[one][other]) {
                    one = i;
                    other = j;
                }
            }
        }
        int most = common[one][other];
        if (most < FEWEST_COMMON) {
            return new Measure(
                    "cohen", label, most, null, null, "No two raters share %d judgements.".formatted(FEWEST_COMMON));
        }
        Kappa kappa = Kappa.cohen(table(busiest[one], busiest[other]));
        return measure("cohen", label, most, kappa.value(), kappa.observed());
    }

    private int[] busiest() {
        Map<Integer, Integer> counts = new HashMap<>();
        compared.forEach(own -> own.forEach(judgement -> counts.merge(judgement.rater(), 1, Integer::sum)));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(BUSIEST)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    private int[][] table(int one, int other) {
        int[][] table = new int[CATEGORIES][CATEGORIES];
        for (List<Judgement> own : compared) {
            for (Judgement a : own) {
                for (Judgement b : own) {
                    if (a.rater() == one && b.rater() == other) {
                        table[a.category()][b.category()]++;
                        table[a.turned()][b.turned()]++;
                    }
                }
            }
        }
        return table;
    }

    private static Measure measure(String name, String label, long of, OptionalDouble value, Double observed) {
        return value.isPresent()
                ? new Measure(name, label, of, value.getAsDouble(), observed, null)
                : new Measure(
                        name, label, of, null, observed, "All gave one answer: agreement cannot be told from habit.");
    }

    // -------------------------------------------------------------------------------------------------- reliability

    private static final class Tallied {
        long judgements;
        Double accuracy;
        long decided;
        Double reliability;
        Double standardError;
        boolean doubtful;
    }

    Reliabilities reliabilities() {
        Map<Integer, Tallied> raters = new TreeMap<>();
        String noAccuracy = accuracies(raters);
        String noReliability = reliabilities(raters);
        Map<Integer, String> names = checked.raters();
        List<Reliable> all = raters.entrySet().stream()
                .map(entry -> reliable(names.get(entry.getKey()), entry.getValue()))
                .sorted(Comparator.comparing(Reliable::doubtful)
                        .reversed()
                        .thenComparing(Reliable::reliability, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Reliable::accuracy, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        int doubtful = (int) all.stream().filter(Reliable::doubtful).count();
        String sentence = noReliability != null
                ? "Which raters vote at random cannot be told."
                : doubtful == 0
                        ? "No rater of %d decided votes or more agrees clearly less than others with what all say together."
                                .formatted(FEWEST_DECIDED)
                        : "%s clearly less than others with what all say together: look at %s votes."
                                .formatted(
                                        doubtful == 1 ? "1 rater agrees" : doubtful + " raters agree",
                                        doubtful == 1 ? "that rater’s" : "their");
        return new Reliabilities(
                sentence,
                noAccuracy,
                noReliability,
                doubtful,
                all.stream().limit(LISTED_RATERS).toList());
    }

    private static Reliable reliable(String name, Tallied tallied) {
        return new Reliable(
                name,
                tallied.judgements,
                tallied.accuracy,
                tallied.decided,
                tallied.reliability,
                tallied.standardError,
                tallied.doubtful);
    }

    /** Says why there are none. */
    private String accuracies(Map<Integer, Tallied> raters) {
        compared.forEach(unit -> unit.forEach(
                judgement -> raters.computeIfAbsent(judgement.rater(), unseen -> new Tallied()).judgements++));
        List<List<Judgement>> told =
                compared.stream().filter(own -> own.size() >= FEWEST_TO_TELL).toList();
        if (told.isEmpty()) {
            return "No three known raters judged the same two responses to the same prompt.";
        }
        int every = 1 + told.stream().mapToInt(List::size).sum() / MOST_LABELS;
        Map<Integer, Integer> numbers = new HashMap<>();
        Map<Integer, Integer> own = new HashMap<>();
        List<Label> labels = new ArrayList<>();
        int items = 0;
        for (int unit = 0; unit < told.size(); unit += every) {
            for (Judgement judgement : told.get(unit)) {
                int rater = numbers.computeIfAbsent(judgement.rater(), unseen -> numbers.size());
                own.merge(judgement.rater(), 1, Integer::sum);
                labels.add(new Label(items, rater, judgement.category()));
                labels.add(new Label(items + 1, rater, judgement.turned()));
            }
            items += 2;
        }
        try {
            DawidSkene model = DawidSkene.fit(items, numbers.size(), CATEGORIES, labels);
            numbers.forEach((rater, number) -> {
                if (own.get(rater) >= FEWEST_LABELS) {
                    raters.get(rater).accuracy = model.accuracy(number);
                }
            });
            return raters.values().stream().allMatch(rater -> rater.accuracy == null)
                    ? "No rater gave %d judgements on what two others judged too.".formatted(FEWEST_LABELS)
                    : null;
        } catch (NotConverged e) {
            return e.getMessage();
        }
    }

    private String reliabilities(Map<Integer, Tallied> raters) {
        Cells cells = checked.merged(true);
        int known = cells.knownRaters();
        if (known < 2) {
            return known == 0 ? Checked.RATERS_UNKNOWN : "There is one rater: nobody is there to compare with.";
        }
        int most = MOST_PREFERENCES / known;
        Map<Integer, Integer> numbers = new HashMap<>();
        Map<Integer, Integer> rows = new HashMap<>();
        List<Preference> preferences = new ArrayList<>();
        for (int at = 0; at < cells.size(); at++) {
            Cell cell = cells.cell(at);
            if (cell.rater() != Cell.UNKNOWN && cell.score() != Cell.TIE) {
                raters.computeIfAbsent(cell.rater(), unseen -> new Tallied()).decided += cell.count();
                int rater = numbers.computeIfAbsent(cell.rater(), unseen -> numbers.size());
                if (rows.merge(cell.rater(), 1, Integer::sum) <= most) {
                    boolean won = cell.score() == Cell.WIN;
                    preferences.addAll(Collections.nCopies(
                            cell.count(),
                            new Preference(
                                    rater, won ? cell.model() : cell.rival(), won ? cell.rival() : cell.model())));
                }
            }
        }
        if (most < FEWEST_DECIDED) {
            return "There are %,d raters, too many to be compared with each other.".formatted(known);
        }
        try {
            CrowdBt model = CrowdBt.fit(cells.models(), numbers.size(), preferences, CrowdBt.Prior.WIDE);
            judge(raters, numbers, preferences, model);
            return null;
        } catch (NotConverged e) {
            return e.getMessage();
        }
    }

    /** Says who is doubtful: clearly below the middle of the crowd, however many raters are looked at together. */
    private static void judge(
            Map<Integer, Tallied> raters, Map<Integer, Integer> numbers, List<Preference> preferences, CrowdBt model) {
        double[] information = new double[numbers.size()];
        for (Preference preference : preferences) {
            double lead = model.strength(preference.winner()) - model.strength(preference.loser());
            double tilt = Math.tanh(lead / 2);
            double p = (1 + (2 * model.reliability(preference.rater()) - 1) * tilt) / 2;
            information[preference.rater()] += tilt * tilt / (p * (1 - p));
        }
        double[] sorted = IntStream.range(0, numbers.size())
                .mapToDouble(model::reliability)
                .sorted()
                .toArray();
        double middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        double reach = NormalDistribution.of(0, 1).inverseSurvivalProbability(FALSE_ALARMS / numbers.size());
        numbers.forEach((rater, number) -> {
            Tallied tallied = raters.get(rater);
            double eta = model.reliability(number);
            CrowdBt.Prior prior = CrowdBt.Prior.WIDE;
            tallied.reliability = eta;
            tallied.standardError = 1
                    / Math.sqrt(information[number]
                            + (prior.a() - 1) / (eta * eta)
                            + (prior.b() - 1) / ((1 - eta) * (1 - eta)));
            tallied.doubtful = tallied.decided >= FEWEST_DECIDED && eta + reach * tallied.standardError < middle;
        });
    }
}
