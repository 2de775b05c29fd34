package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/** How the many comparisons on one board are kept from finding differences by chance. */
public enum RankRule {
    /**
     * All differences are held against the largest that errors with this covariance make among as many: the chance that any
     * of those called significant is none stays below α, and no more is asked than that.
     *
     * @see <a href="https://doi.org/10.1002/bimj.200810425">Hothorn, Bretz and Westfall 2008</a>
     */
    MAX_Z {
        @Override
        double[] adjusted(Differences differences) {
            double[] largest = new ErrorDraws(differences.covariance()).largest();
            return Arrays.stream(differences.z())
                    .map(z -> (1.0 + atLeast(Math.abs(z), largest)) / (1.0 + largest.length))
                    .toArray();
        }
    },
    /** The chance that any of the differences called significant is none stays below α, however the errors depend. */
    HOLM {
        @Override
        double[] adjusted(Differences differences) {
            return holm(differences.p());
        }
    },
    BONFERRONI {
        @Override
        double[] adjusted(Differences differences) {
            double[] p = differences.p();
            return Arrays.stream(p).map(each -> Math.min(1, p.length * each)).toArray();
        }
    },
    /** As careful as if not only differences but all contrasts of strengths had been looked at. */
    SCHEFFE {
        @Override
        double[] adjusted(Differences differences) {
            double directions = differences.models() - 1.0;
            double degreesOfFreedom = differences.covariance().degreesOfFreedom();
            return Arrays.stream(differences.z())
                    .map(z -> Double.isInfinite(degreesOfFreedom)
                            ? ChiSquaredDistribution.of(directions).survivalProbability(z * z)
                            : FDistribution.of(directions, degreesOfFreedom).survivalProbability(z * z / directions))
                    .toArray();
        }
    },
    /** Each difference by itself: of twenty models that are equal, ten pairs will look different. */
    UNADJUSTED {
        @Override
        double[] adjusted(Differences differences) {
            return differences.p();
        }
    },
    /**
     * The ranks that LMArena shows: a model stands above another if its interval does, and its rank is the best one left.
     * It holds neither for each difference nor for all: errors of strengths that sum to zero are not independent.
     */
    OVERLAP {
        @Override
        double[] adjusted(Differences differences) {
            return differences.overlaps();
        }
    };

    /** p-values of all pairs, each of which may be held against α by itself. */
    abstract double[] adjusted(Differences differences);

    /** Holm's adjustment of any p-values: each may then be held against α by itself. */
    public static double[] holm(double[] p) {
        int[] ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted((i, j) -> Double.compare(p[i], p[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int k = 0; k < p.length; k++) {
            largest = Math.max(largest, Math.min(1, (p.length - k) * p[ascending[k]]));
            adjusted[ascending[k]] = largest;
        }
        return adjusted;
    }

    /** How many values are no less. */
    static int atLeast(double least, double[] ascending) {
        int from = 0;
        int to = ascending.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ascending[middle] < least) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return ascending.length - from;
    }
}
