package dev.evenhand.rating.board;

import dev.evenhand.rating.board.Checkup.Influences;
import dev.evenhand.rating.board.Checkup.Influential;
import dev.evenhand.rating.board.Checkup.Reliabilities;
import dev.evenhand.rating.board.Checkup.Reliable;
import java.util.HashMap;
import java.util.Map;

/** Gives raters numbers in place of their names, the same one wherever one is named. */
final class Disguise {
    private final Map<String, String> names = new HashMap<>();

    Influences of(Influences section) {
        return new Influences(
                section.sentence(),
                section.missing(),
                section.raters().stream()
                        .map(r -> new Influential(
                                of(r.rater()),
                                r.votes(),
                                r.share(),
                                r.estimate(),
                                r.missing(),
                                r.model(),
                                r.change(),
                                r.rankChange(),
                                r.anotherFirst()))
                        .toList());
    }

    Reliabilities of(Reliabilities section) {
        return new Reliabilities(
                section.sentence(),
                section.dawidSkene(),
                section.crowdBt(),
                section.doubtful(),
                section.raters().stream()
                        .map(r -> new Reliable(
                                of(r.rater()),
                                r.judgements(),
                                r.accuracy(),
                                r.decided(),
                                r.reliability(),
                                r.reliabilitySe(),
                                r.doubtful()))
                        .toList());
    }

    private String of(String rater) {
        return names.computeIfAbsent(rater, unseen -> "rater " + (names.size() + 1));
    }
}
