package dev.evenhand.rating.board;

import dev.evenhand.rating.board.Checkup.ByTieRule;
import dev.evenhand.rating.board.Checkup.Influential;
import dev.evenhand.rating.fit.diagnosis.Cyclicity;
import dev.evenhand.rating.fit.diagnosis.Fragility;
import dev.evenhand.rating.fit.diagnosis.GoodnessOfFit;
import dev.evenhand.rating.fit.diagnosis.SparsePairs;
import java.util.List;
import java.util.Locale;

/** What a check found, as somebody would say it. No sentence names a rater. */
final class Words {
    private Words() {}

    static String fitness(GoodnessOfFit fit, int pairs, int standingOut, double alpha) {
        double p = fit.p().orElseThrow();
        String result = p < alpha
                ? "One strength for each model does not say all that happened: deviations as large would be chance in %s."
                        .formatted(chance(p))
                : "One strength for each model says what happened: nothing deviates by more than chance may (p = %s)."
                        .formatted(number("%.2f", p));
        String out = standingOut == 0
                ? " No single pair of %d stands out.".formatted(pairs)
                : " %d of %s %s out."
                        .formatted(standingOut, counted(pairs, "pair"), standingOut == 1 ? "stands" : "stand");
        String caution =
                p >= alpha && fit.conservative() ? " With ties as half a win the test misses small deviations." : "";
        return result + out + caution;
    }

    static String circles(Cyclicity cyclicity) {
        return "%s of what separates the models goes round in circles that no order can say; %s of three models %s each other in a circle."
                .formatted(
                        percent(cyclicity.share()),
                        cyclicity.cyclicTriads() == 0 ? "no group" : counted(cyclicity.cyclicTriads(), "group"),
                        cyclicity.cyclicTriads() == 1 || cyclicity.cyclicTriads() == 0 ? "beats" : "beat");
    }

    static String thin(SparsePairs pairs) {
        int sparse = pairs.sparse().size();
        if (pairs.neverMet() == 0 && sparse == 0) {
            return "Every pair has votes enough to be looked at by itself.";
        }
        return "Of %s, %d never met and %d %s too few votes to be looked at by %s."
                .formatted(
                        counted(pairs.pairs(), "pair"),
                        pairs.neverMet(),
                        sparse,
                        sparse == 1 ? "has" : "have",
                        sparse == 1 ? "itself" : "themselves");
    }

    static String ties(List<ByTieRule> rules) {
        List<ByTieRule> others = rules.stream()
                .filter(rule -> !rule.chosen() && rule.missing() == null)
                .toList();
        if (others.isEmpty()) {
            return "No other rule for ties can be tried on these votes.";
        }
        long first = others.stream().filter(ByTieRule::anotherFirst).count();
        int ranks = others.stream().mapToInt(ByTieRule::rankChange).max().orElseThrow();
        if (first > 0) {
            return "Another model stands first under %d of %s.".formatted(first, otherRules(others.size()));
        }
        return ranks == 0
                ? "No rank changes under %s.".formatted(otherRules(others.size()))
                : "The same model stays first under %s; others move by up to %s."
                        .formatted(otherRules(others.size()), counted(ranks, "rank"));
    }

    private static String otherRules(int count) {
        return count == 1 ? "the other rule" : "the %d other rules".formatted(count);
    }

    static String influence(List<Influential> raters) {
        Influential most = raters.getFirst();
        if (most.change() == null) {
            return "Without one rater of %s the votes do not connect all models.".formatted(votes(most));
        }
        boolean anotherFirst = raters.stream().anyMatch(rater -> Boolean.TRUE.equals(rater.anotherFirst()));
        int ranks = most.rankChange();
        return "Leaving out any one rater moves a rating by at most %s points (%s); %s."
                .formatted(
                        number("%.0f", most.change()),
                        most.model(),
                        anotherFirst
                                ? "without one of them another model stands first"
                                : ranks == 0 ? "no rank changes with that" : "ranks change by up to " + ranks);
    }

    private static String votes(Influential rater) {
        return "%s (%s)".formatted(counted(rater.votes(), "vote"), percent(rater.share()));
    }

    static String flip(Fragility.Flip flip, String what, String leader, String first) {
        return "Without %s (%s of all) %s would stand first instead of %s, or level with it."
                .formatted(
                        flip.removed() == 1 ? "one " + what : counted(flip.removed(), what),
                        percent(flip.share()),
                        first,
                        leader);
    }

    static String percent(double share) {
        return number(share != 0 && share < 0.001 ? "%.3f %%" : "%.1f %%", 100 * share);
    }

    static String counted(long count, String what) {
        return count == 1 ? "1 " + what : number("%,d", count) + " " + what + "s";
    }

    static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String chance(double p) {
        return p < 0.001 ? "fewer than 1 in 1,000 arenas" : "%s of arenas".formatted(percent(p));
    }
}
