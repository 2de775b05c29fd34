package dev.evenhand.battle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * All that a rater can measure of a battle but its texts, and what the rater is not to find out.
 *
 * @param left which model stands on the left, from 0
 * @param right which stands on the right
 * @param inOrder whether the first of the two texts, in an order that no model has a part in, stands on the left
 * @param measured the bytes of its id, the lengths of its headers and of what its body has beside the texts, and which
 *     battle of the sitting it was
 * @param times nanoseconds to the first byte and to the last
 */
record Look(int left, int right, boolean inOrder, double[] measured, long[] times) {
    /** What was measured before it is known who stood where. */
    record Measured(BattleId id, double[] numbers, long[] times) {
        private static final Pattern ID = Pattern.compile("\"id\":\"([\\w-]{22})\"");
        private static final Pattern TEXT = Pattern.compile("\"(?:content|text)\":\"([^\"\\\\]*)\"");

        static Measured of(Wire.Answer answer, int turn) {
            Matcher id = ID.matcher(answer.body());
            if (!id.find()) {
                throw new IllegalStateException(answer.text());
            }
            byte[] bits = Base64.getUrlDecoder().decode(id.group(1));
            int texts = TEXT.matcher(answer.body())
                    .results()
                    .mapToInt(text -> text.group(1).length())
                    .sum();
            double[] numbers = IntStream.range(0, bits.length + 3)
                    .mapToDouble(i -> i < bits.length
                            ? bits[i] & 0xff
                            : switch (i - bits.length) {
                                case 0 -> answer.head().length();
                                case 1 -> answer.body().length() - texts;
                                default -> turn;
                            })
                    .toArray();
            return new Measured(BattleId.of(id.group(1)), numbers, new long[] {answer.firstByte(), answer.lastByte()});
        }
    }

    /** The numbers with the times, whose logarithms are less far apart. */
    private double[] all() {
        double[] all = Arrays.copyOf(measured, measured.length + times.length);
        for (int i = 0; i < times.length; i++) {
            all[measured.length + i] = Math.log(times[i]);
        }
        return all;
    }

    /**
     * How improbable it is, where every side is drawn by a coin, that models stand on the left as unequally often.
     *
     * <p>Left minus right, over the models, has the Laplacian of the pair counts as its covariance, whose rank is one less
     * than there are models.
     */
    static double pOfSides(List<Look> looks, int models) {
        DMatrixRMaj laplacian = new DMatrixRMaj(models, models);
        // Adds the direction in which there is no variance; the sums are zero along it.
        CommonOps_DDRM.fill(laplacian, 1);
        DMatrixRMaj lead = new DMatrixRMaj(models, 1);
        for (Look look : looks) {
            laplacian.add(look.left, look.left, 1);
            laplacian.add(look.right, look.right, 1);
            laplacian.add(look.left, look.right, -1);
            laplacian.add(look.right, look.left, -1);
            lead.add(look.left, 0, 1);
            lead.add(look.right, 0, -1);
        }
        DMatrixRMaj solved = new DMatrixRMaj(models, 1);
        CommonOps_DDRM.solve(laplacian, lead, solved);
        return ChiSquaredDistribution.of(models - 1.0).survivalProbability(CommonOps_DDRM.dot(lead, solved));
    }

    /** How improbable it is that the sides change as often or as seldom from one battle to the next (Wald and Wolfowitz 1940). */
    static double pOfRuns(List<Look> looks) {
        double n = looks.size();
        double yes = looks.stream().filter(Look::inOrder).count();
        long runs = 1
                + IntStream.range(1, looks.size())
                        .filter(i -> looks.get(i).inOrder != looks.get(i - 1).inOrder)
                        .count();
        double expected = 1 + 2 * yes * (n - yes) / n;
        double variance = (expected - 1) * (expected - 2) / (n - 1);
        return 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(runs - expected) / Math.sqrt(variance));
    }

    /** How far from a half the best guess at any model on either side comes, with the times or without them. */
    static double guessed(List<Look> looks, int models, boolean timed) {
        double[][] seen =
                looks.stream().map(look -> timed ? look.all() : look.measured).toArray(double[][]::new);
        double worst = 0;
        for (Function<Look, Integer> side : List.<Function<Look, Integer>>of(Look::left, Look::right)) {
            for (int model = 0; model < models; model++) {
                boolean[] hidden = new boolean[looks.size()];
                for (int i = 0; i < hidden.length; i++) {
                    hidden[i] = side.apply(looks.get(i)) == model;
                }
                worst = Math.max(worst, Math.abs(Guesser.area(seen, hidden, model) - 0.5));
            }
        }
        return worst;
    }

    /**
     * How improbable it is that the times to the first byte are as unlike from one model to the next, on the side on which
     * they are more so: among {@value #PERMUTATIONS} permutations of the times, by the mean ranks of the models.
     *
     * <p>Ranks, because one answer that had to wait for something else would outweigh a hundred others.
     */
    static double pOfTimes(List<Look> looks, int models) {
        double[] ranks = ranks(looks.stream().mapToLong(look -> look.times[0]).toArray());
        return Math.min(
                p(ranks, looks.stream().mapToInt(Look::left).toArray(), models),
                p(ranks, looks.stream().mapToInt(Look::right).toArray(), models));
    }

    private static final int PERMUTATIONS = 9_999;

    private static double p(double[] ranks, int[] model, int models) {
        double seen = unlikeness(ranks, model, models);
        List<Double> shuffled = new ArrayList<>(Arrays.stream(ranks).boxed().toList());
        Random random = new Random(1);
        long asUnlike = IntStream.range(0, PERMUTATIONS)
                .filter(i -> {
                    Collections.shuffle(shuffled, random);
                    return unlikeness(shuffled.stream().mapToDouble(r -> r).toArray(), model, models) >= seen;
                })
                .count();
        return (1.0 + asUnlike) / (1 + PERMUTATIONS);
    }

    private static double unlikeness(double[] ranks, int[] model, int models) {
        double[] sum = new double[models];
        int[] n = new int[models];
        for (int i = 0; i < ranks.length; i++) {
            sum[model[i]] += ranks[i];
            n[model[i]]++;
        }
        double middle = (ranks.length - 1) / 2.0;
        double unlikeness = 0;
        for (int k = 0; k < models; k++) {
            unlikeness += n[k] == 0 ? 0 : n[k] * Math.pow(sum[k] / n[k] - middle, 2);
        }
        return unlikeness;
    }

    /** Nanoseconds are hardly ever equal: ties are left in the order in which they come. */
    private static double[] ranks(long[] times) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, times.length).boxed().toList());
        order.sort((a, b) -> Long.compare(times[a], times[b]));
        double[] ranks = new double[times.length];
        for (int rank = 0; rank < ranks.length; rank++) {
            ranks[order.get(rank)] = rank;
        }
        return ranks;
    }
}
