package dev.evenhand.cli;

import dev.evenhand.rating.board.Field;
import dev.evenhand.rating.board.Settings;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.upload.BriefVote;
import dev.evenhand.upload.BriefVote.Name;
import dev.evenhand.upload.FileVote;
import dev.evenhand.upload.VoteRow;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Counts the votes of a file, however they are told, as one field. */
final class Counting implements Consumer<FileVote> {
    /** The numbers that a field gave to what a file names. */
    private static final class Known {
        private static final int FIRST_CAPACITY = 1_024;

        private final ToIntFunction<String> number;
        private int[] numbers = new int[0];

        Known(ToIntFunction<String> number) {
            this.number = number;
        }

        int of(Name name) {
            if (name.number() < 0) {
                return Cell.UNKNOWN;
            }
            if (name.number() >= numbers.length) {
                int known = numbers.length;
                numbers = Arrays.copyOf(numbers, Math.max(2 * name.number(), FIRST_CAPACITY));
                Arrays.fill(numbers, known, numbers.length, Cell.UNKNOWN);
            }
            if (numbers[name.number()] == Cell.UNKNOWN) {
                numbers[name.number()] = number.applyAsInt(name.text());
            }
            return numbers[name.number()];
        }
    }

    private final Field.Builder field;
    private final Known models;
    private final Known raters;
    private final Known prompts;
    private boolean isEmpty = true;

    Counting(Settings settings) {
        this.field = Field.under(settings);
        this.models = new Known(field::numberOf);
        this.raters = new Known(field::numberOfRater);
        this.prompts = new Known(field::numberOfPrompt);
    }

    @Override
    public void accept(FileVote vote) {
        isEmpty = false;
        switch (vote) {
            case VoteRow row -> field.add(VotesOnDisk.said(row));
            case BriefVote brief ->
                field.add(
                        raters.of(brief.rater()),
                        prompts.of(brief.prompt()),
                        models.of(brief.modelA()),
                        models.of(brief.modelB()),
                        VotesOnDisk.outcome(brief.winner()));
        }
    }

    /** Nothing where there were no votes. */
    Optional<Field.Builder> field() {
        return isEmpty ? Optional.empty() : Optional.of(field);
    }
}
