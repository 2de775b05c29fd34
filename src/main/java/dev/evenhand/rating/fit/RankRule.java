package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How the many comparisons on one board are kept from finding differences by chance. */
public enum RankRule {
    /** The chance that any of the differences called significant is none stays below α, however the errors depend. */
    HOLM {
        @Override
        double[] adjusted(double[] p) {
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
    },
    BONFERRONI {
        @Override
        double[] adjusted(double[] p) {
            return Arrays.stream(p).map(each -> Math.min(1, p.length * each)).toArray();
        }
    },
    /** Each difference by itself: of twenty models that are equal, ten pairs will look different. */
    UNADJUSTED {
        @Override
        double[] adjusted(double[] p) {
            return p.clone();
        }
    };

    /** p-values of the same comparisons, each of which may be held against α by itself. */
    abstract double[] adjusted(double[] p);
}
