package dev.evenhand.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Sixty invented raters and what they say, drawn from a stated model with a fixed seed.
 *
 * <p>A rater prefers the response of the larger utility: the model's strength in the prompt's category, the rater's own
 * taste for that model, how well the model met this very prompt, and noise. Of the {@value #DECIDED} decided votes on
 * the candidate and its predecessor the candidate wins the {@value #WON} for which its utility is largest: the bar is
 * set so that the headline comes out, and no vote is changed afterwards.
 */
final class Panel {
    static final String CANDIDATE = "Heron 4.1";
    static final String BASELINE = "Heron 4";
    static final int DECIDED = 954;
    static final int WON = 618;

    private static final long SEED = 20260901;
    private static final int RATERS = 60;
    private static final double TASTE = 0.35;
    private static final double PROMPT_EFFECT = 0.3;
    private static final double TIES = 0.16;
    private static final double BOTH_BAD = 0.05;
    private static final int OTHER_PAIR_VOTES = 520;
    private static final Duration SEASON = Duration.ofDays(21);

    private static final List<String> COMMENTS = List.of(
            "Warmer, and it answered what was asked.",
            "Too long for a simple question.",
            "The other one has a mistake in the second step.",
            "Nice table, but I only wanted one number.",
            "This is the one I would send to a friend.",
            "Both fine; this one is easier to follow.");

    private static final List<String> PRAISE = List.of("clear", "kind");
    private static final List<String> BLAME = List.of("too long", "mistaken");

    static final List<String> TAGS =
            Stream.of(PRAISE, BLAME).flatMap(List::stream).toList();

    /** Strength in logits: everyday, writing, empathy, code, mathematics, facts. */
    private static final Map<String, Map<String, Double>> STRENGTHS = Map.of(
            CANDIDATE,
            strengths(0.65, 0.85, 1.35, 0.35, 0.6, 0.55),
            BASELINE,
            strengths(0.1, 0.1, 0.05, 0.3, 0.1, 0.1),
            "Kestrel Large",
            strengths(0.15, -0.25, -0.5, 0.75, 0.55, 0.45),
            "Otter 2",
            strengths(-0.6, -0.7, -0.55, -1.0, -0.95, -0.8));

    /** A vote of the panel: the first model stood on the left. */
    record Said(
            String rater,
            Written prompt,
            String left,
            String right,
            String outcome,
            String comment,
            Map<String, List<String>> tags,
            Instant shownAt,
            Duration took) {}

    private record Slot(String rater, Written prompt) {}

    private record Drawn(Slot slot, double utility, String undecided) {}

    private final SplittableRandom random = new SplittableRandom(SEED);
    /** Draws of its own: whatever is said beside a vote, the votes stay the same. */
    private final SplittableRandom aside = new SplittableRandom(SEED + 1);

    private final Map<String, Double> tastes = new HashMap<>();
    private final Map<String, Double> effects = new HashMap<>();
    private final Map<String, Double> diligence = new LinkedHashMap<>();
    private final List<Written> prompts;
    private final Map<String, String> texts = new HashMap<>();
    private final Instant end;

    /** @param end when the panel's season ended */
    Panel(List<Written> responses, Instant end) {
        this.end = end;
        Map<String, Written> byKey = new LinkedHashMap<>();
        for (Written response : responses) {
            byKey.putIfAbsent(response.key(), response);
            texts.put(response.key() + response.model(), response.response());
        }
        this.prompts = List.copyOf(byKey.values());
        for (int rater = 1; rater <= RATERS; rater++) {
            diligence.put("panel-%02d".formatted(rater), 0.3 + 1.7 * random.nextDouble());
        }
    }

    /** All votes, in the order of time. */
    List<Said> votes() {
        List<String> models = STRENGTHS.keySet().stream().sorted().toList();
        List<Said> votes = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            for (int j = i + 1; j < models.size(); j++) {
                votes.addAll(onPair(models.get(i), models.get(j)));
            }
        }
        votes.sort(Comparator.comparing(Said::shownAt).thenComparing(Said::rater));
        return votes;
    }

    private List<Said> onPair(String one, String other) {
        boolean headline = Stream.of(one, other).allMatch(List.of(CANDIDATE, BASELINE)::contains);
        return headline ? headline() : others(one, other);
    }

    /** Votes until {@link #DECIDED} of them are decided; of these the {@link #WON} of largest utility are won. */
    private List<Said> headline() {
        List<Drawn> drawn = new ArrayList<>();
        List<Drawn> decided = new ArrayList<>();
        for (Slot slot : slots(CANDIDATE, BASELINE)) {
            if (decided.size() == DECIDED) {
                break;
            }
            Drawn vote = draw(slot, CANDIDATE, BASELINE);
            drawn.add(vote);
            if (vote.undecided() == null) {
                decided.add(vote);
            }
        }
        decided.sort(Comparator.comparingDouble(Drawn::utility).reversed());
        double bar = decided.get(WON - 1).utility();
        return drawn.stream().map(vote -> said(vote, CANDIDATE, BASELINE, bar)).toList();
    }

    private List<Said> others(String one, String other) {
        return slots(one, other).stream()
                .limit(OTHER_PAIR_VOTES)
                .map(slot -> said(draw(slot, one, other), one, other, 0))
                .toList();
    }

    /** Each rater on each prompt at most once, diligent raters sooner; never on two texts that are the same. */
    private List<Slot> slots(String one, String other) {
        Map<Slot, Double> order = new HashMap<>();
        for (Map.Entry<String, Double> rater : diligence.entrySet()) {
            for (Written prompt : prompts) {
                if (!texts.get(prompt.key() + one).equals(texts.get(prompt.key() + other))) {
                    order.put(new Slot(rater.getKey(), prompt), -Math.log(random.nextDouble()) / rater.getValue());
                }
            }
        }
        return order.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Drawn draw(Slot slot, String one, String other) {
        double utility = worth(slot, one) - worth(slot, other) + logistic();
        double luck = random.nextDouble();
        String undecided = luck < TIES ? "tie" : luck < TIES + BOTH_BAD ? "both_bad" : null;
        return new Drawn(slot, utility, undecided);
    }

    private double worth(Slot slot, String model) {
        double strength = STRENGTHS.get(model).get(slot.prompt().category());
        double taste = tastes.computeIfAbsent(slot.rater() + model, unseen -> TASTE * random.nextGaussian());
        double effect =
                effects.computeIfAbsent(slot.prompt().key() + model, unseen -> PROMPT_EFFECT * random.nextGaussian());
        return strength + taste + effect;
    }

    private double logistic() {
        double u = random.nextDouble();
        return Math.log(u / (1 - u));
    }

    private Said said(Drawn vote, String one, String other, double bar) {
        boolean oneLeft = random.nextBoolean();
        boolean oneWins = vote.utility() >= bar;
        String outcome = vote.undecided() != null ? vote.undecided() : oneWins == oneLeft ? "left" : "right";
        long second = random.nextLong(SEASON.toSeconds());
        boolean comments = vote.undecided() == null && random.nextInt(60) == 0;
        return new Said(
                vote.slot().rater(),
                vote.slot().prompt(),
                oneLeft ? one : other,
                oneLeft ? other : one,
                outcome,
                comments ? COMMENTS.get(random.nextInt(COMMENTS.size())) : null,
                vote.undecided() == null ? tags(outcome) : Map.of(),
                end.minus(SEASON).plusSeconds(second),
                Duration.ofMillis(8_000 + random.nextInt(70_000)));
    }

    /** Now and then a word of praise for the better one, or of blame for the other. */
    private Map<String, List<String>> tags(String better) {
        if (aside.nextInt(8) > 0) {
            return Map.of();
        }
        boolean praise = aside.nextBoolean();
        List<String> words = praise ? PRAISE : BLAME;
        String side = praise == better.equals("left") ? "left" : "right";
        return Map.of(side, List.of(words.get(aside.nextInt(words.size()))));
    }

    private static Map<String, Double> strengths(
            double everyday, double writing, double empathy, double code, double mathematics, double facts) {
        return Map.of(
                "everyday", everyday,
                "writing", writing,
                "empathy", empathy,
                "code", code,
                "mathematics", mathematics,
                "facts", facts);
    }
}
