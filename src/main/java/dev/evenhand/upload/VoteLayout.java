package dev.evenhand.upload;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** In which columns a file of votes keeps its models and the winner. */
enum VoteLayout {
    PLAIN("model_a", "model_b", List.of("winner")),
    /** One column for each outcome, a 1 in one of them. */
    ONE_HOT("model_a", "model_b", List.copyOf(VoteLabels.ONE_HOT.keySet())),
    /** What evalica reads: the models themselves are called left and right. */
    EVALICA("left", "right", List.of("winner"));

    private final String modelA;
    private final String modelB;
    private final List<String> needed;

    VoteLayout(String modelA, String modelB, List<String> winner) {
        this.modelA = modelA;
        this.modelB = modelB;
        this.needed = Stream.concat(Stream.of(modelA, modelB), winner.stream()).toList();
    }

    static VoteLayout of(Set<String> columns) {
        if (columns.contains("left") && columns.contains("right") && !columns.contains("model_a")) {
            return EVALICA;
        }
        boolean oneHot = VoteLabels.ONE_HOT.keySet().stream().anyMatch(columns::contains);
        return oneHot && !columns.contains("winner") ? ONE_HOT : PLAIN;
    }

    Optional<String> missing(Set<String> columns) {
        return needed.stream().filter(column -> !columns.contains(column)).findFirst();
    }

    String modelA() {
        return modelA;
    }

    String modelB() {
        return modelB;
    }

    boolean reads(String column) {
        return needed.contains(column);
    }
}
