package dev.evenhand.upload;

import dev.evenhand.upload.BriefVote.Name;
import dev.evenhand.upload.VoteRow.Winner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises rows in which nothing is new: each of their cells stood in its column in a row that was found good.
 *
 * <p>Such a row is good, and says what its cells said then: it need not be checked again. Every other row is checked by
 * itself, and what was found is told here.
 */
final class BriefVotes {
    /** In a file of no other columns, all that is asked of two cells together is that the models differ. */
    private static final Set<String> COLUMNS =
            Set.of("model_a", "model_b", "left", "right", "winner", "rater", "prompt_id");

    /** What the words of a kind were found to stand for: the two models' columns are of one kind. */
    private static final class Kind<T> {
        private final Words words = new Words();
        private final List<T> meanings = new ArrayList<>();

        T meaning(int word) {
            return word >= 0 && word < meanings.size() ? meanings.get(word) : null;
        }

        void learn(int word, T meaning) {
            if (word == Words.UNKNOWN) {
                return;
            }
            while (meanings.size() <= word) {
                meanings.add(null);
            }
            meanings.set(word, meaning);
        }
    }

    /** One column of the lines that are looked at. */
    private static final class Column<T> {
        private final Kind<T> kind;
        private final int place;
        private final T absent;
        private final int[] words = new int[PlainLines.MOST];

        Column(Kind<T> kind, int place, T absent) {
            this.kind = kind;
            this.place = place;
            this.absent = absent;
        }

        void look(PlainLines lines) {
            if (place >= 0) {
                lines.number(place, kind.words, words);
            }
        }

        T meaning(int line) {
            return place < 0 ? absent : kind.meaning(words[line]);
        }

        void learn(int line, T meaning) {
            if (place >= 0) {
                kind.learn(words[line], meaning);
            }
        }
    }

    private final Map<String, Name> models = new HashMap<>();
    private final Column<Name> modelA;
    private final Column<Name> modelB;
    private final Column<Winner> winner;
    private final Column<Name> rater;
    private final Column<Name> prompt;
    private int raters;
    private int prompts;

    BriefVotes(List<String> columns) {
        VoteLayout layout = VoteLayout.of(Set.copyOf(columns));
        Kind<Name> model = new Kind<>();
        this.modelA = new Column<>(model, columns.indexOf(layout.modelA()), null);
        this.modelB = new Column<>(model, columns.indexOf(layout.modelB()), null);
        this.winner = new Column<>(new Kind<>(), columns.indexOf("winner"), null);
        this.rater = new Column<>(new Kind<>(), columns.indexOf("rater"), BriefVote.NOBODY);
        this.prompt = new Column<>(new Kind<>(), columns.indexOf("prompt_id"), BriefVote.NOBODY);
    }

    static boolean canBe(List<String> columns) {
        return COLUMNS.containsAll(columns);
    }

    /** Of these lines is asked from now on. */
    void look(PlainLines lines) {
        modelA.look(lines);
        modelB.look(lines);
        winner.look(lines);
        rater.look(lines);
        prompt.look(lines);
    }

    /** The vote on one of the lines; nothing where the line is to be checked. */
    Optional<BriefVote> vote(int line) {
        Name model = modelA.meaning(line);
        Name rival = modelB.meaning(line);
        Winner won = winner.meaning(line);
        Name by = rater.meaning(line);
        Name on = prompt.meaning(line);
        return model == null || rival == null || model == rival || won == null || by == null || on == null
                ? Optional.empty()
                : Optional.of(new BriefVote(model, rival, won, by, on));
    }

    /** Remembers what was found of a line. An address that got a pseudonym is not remembered: each is warned of. */
    void learn(int line, Row row, VoteRow vote) {
        modelA.learn(line, model(vote.modelA()));
        modelB.learn(line, model(vote.modelB()));
        winner.learn(line, vote.winner());
        if (rater.meaning(line) == null
                && (vote.rater() == null || vote.rater().equals(row.fields().get("rater")))) {
            rater.learn(line, vote.rater() == null ? BriefVote.NOBODY : new Name(raters++, vote.rater()));
        }
        if (prompt.meaning(line) == null) {
            prompt.learn(line, vote.promptId() == null ? BriefVote.NOBODY : new Name(prompts++, vote.promptId()));
        }
    }

    /** A name that is written in two ways is one model. */
    private Name model(String name) {
        return models.computeIfAbsent(name, unseen -> new Name(models.size(), name));
    }
}
