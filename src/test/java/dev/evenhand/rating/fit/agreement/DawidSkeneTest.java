package dev.evenhand.rating.fit.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DawidSkeneTest {
    private static final double PRINTED = 5e-11;

    /** Eight items, of each what four raters said: A is 0, B is 1, a tie is 2. */
    private static final List<Label> EXAMPLE = labels("0001", "0000", "1101", "1110", "2212", "0100", "2221", "1111");

    @Test
    void theWorkedExample() {
        DawidSkene model = DawidSkene.fit(8, 4, 3, EXAMPLE);

        assertEquals(17, model.steps());
        assertEquals(.3748443189, model.share(0), PRINTED);
        assertEquals(.3748431717, model.share(1), PRINTED);
        assertEquals(.2503125094, model.share(2), PRINTED);
        assertEquals(.9920824457, model.accuracy(0), PRINTED);
        assertEquals(.8688690657, model.accuracy(1), PRINTED);
        assertEquals(.7455630438, model.accuracy(2), PRINTED);
        assertEquals(.6213610207, model.accuracy(3), PRINTED);
        assertEquals(.9999865508, model.probability(0, 0), PRINTED);
        assertEquals(.9979887745, model.probability(5, 0), PRINTED);
    }

    @Test
    void anItemOfOneLabelSaysNothing() {
        List<Label> more = new ArrayList<>(EXAMPLE);
        more.add(new Label(8, 3, 2));
        DawidSkene without = DawidSkene.fit(8, 4, 3, EXAMPLE);
        DawidSkene with = DawidSkene.fit(9, 4, 3, more);

        assertFalse(with.known(8));
        assertEquals(0, with.probability(8, 2));
        assertTrue(with.known(7));
        assertEquals(without.accuracy(3), with.accuracy(3));
        assertEquals(without.share(2), with.share(2));
    }

    /** Three who agree mostly, and one who says the opposite of them: he is found out, and his labels are turned round. */
    @Test
    void whoeverSaysTheOppositeIsBelievedTheOtherWayRound() {
        Random random = new Random(1);
        List<Label> labels = new ArrayList<>();
        for (int item = 0; item < 300; item++) {
            int truth = random.nextInt(2);
            for (int rater = 0; rater < 4; rater++) {
                boolean right = random.nextDouble() < (rater < 3 ? .85 : .1);
                labels.add(new Label(item, rater, right ? truth : 1 - truth));
            }
        }
        DawidSkene model = DawidSkene.fit(300, 4, 2, labels);

        assertEquals(.85, model.accuracy(0), .06);
        assertEquals(.1, model.accuracy(3), .06);
        assertEquals(.9, model.confusion(3, 0, 1), .07);
    }

    @Property(tries = 200)
    void raterNumbersDoNotMatterAndProbabilitiesSumToOne(
            @ForAll("labellings") List<Label> labels, @ForAll Random random) {
        List<Integer> numbers = new ArrayList<>(List.of(0, 1, 2, 3));
        Collections.shuffle(numbers, random);
        List<Label> renumbered = labels.stream()
                .map(label -> new Label(label.item(), numbers.get(label.rater()), label.category()))
                .toList();
        DawidSkene model = DawidSkene.fit(6, 4, 3, labels);
        DawidSkene other = DawidSkene.fit(6, 4, 3, renumbered);

        for (int rater = 0; rater < 4; rater++) {
            assertEquals(model.accuracy(rater), other.accuracy(numbers.get(rater)), 1e-6);
        }
        for (int item = 0; item < 6; item++) {
            double sum = model.probability(item, 0) + model.probability(item, 1) + model.probability(item, 2);
            assertEquals(model.known(item) ? 1 : 0, sum, 1e-12);
        }
    }

    @Test
    void withoutASecondOpinionThereIsNoModel() {
        assertThrows(
                IllegalArgumentException.class,
                () -> DawidSkene.fit(2, 2, 2, List.of(new Label(0, 0, 0), new Label(1, 1, 1))));
        assertThrows(IllegalArgumentException.class, () -> new Label(0, -1, 0));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> DawidSkene.fit(1, 2, 2, List.of(new Label(0, 0, 2), new Label(0, 1, 1))));
    }

    /** Of six items four raters name the truth, each with up to one slip, and each leaves out one item at most. */
    @Provide
    Arbitrary<List<Label>> labellings() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2).list().ofSize(6),
                        Arbitraries.integers().between(0, 5).list().ofSize(4),
                        Arbitraries.integers().between(0, 6).list().ofSize(4))
                .as((truth, slip, gap) -> {
                    List<Label> labels = new ArrayList<>();
                    for (int item = 0; item < 6; item++) {
                        for (int rater = 0; rater < 4; rater++) {
                            int said = slip.get(rater) == item ? (truth.get(item) + 1) % 3 : truth.get(item);
                            if (gap.get(rater) != item) {
                                labels.add(new Label(item, rater, said));
                            }
                        }
                    }
                    return labels;
                });
    }

    private static List<Label> labels(String... items) {
        List<Label> labels = new ArrayList<>();
        for (int item = 0; item < items.length; item++) {
            for (int rater = 0; rater < items[item].length(); rater++) {
                labels.add(new Label(item, rater, items[item].charAt(rater) - '0'));
            }
        }
        return labels;
    }
}
