package dev.evenhand.rating.fit;

/** Votes that a fit cannot be made of: the likelihood rises without end, or does not tell two effects apart. */
public final class NoMaximum extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    NoMaximum(Reason reason) {
        super(reason.sentence());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What the votes lack. */
    public enum Reason {
        NOT_CONNECTED("The models are not connected both ways: fit each component by itself, or declare a prior."),
        NOTHING_DECIDED(
                "No vote was won by a side: how often raters tie cannot be told from how alike the models are."),
        TIES_OUTWEIGH(
                "No chain of results leads back to its start with more wins than ties in it: the chance of a tie has"
                        + " no upper limit."),
        POSITION_UNKNOWN("No vote says which response was shown first."),
        POSITION_CONFOUNDED(
                "Which response was shown first follows from which models met: the effect of being first cannot"
                        + " be told from their strengths."),
        POSITION_SEPARATED(
                "Wherever strengths leave it open, the same place won: the effect of being first has no limit."),
        POSITION_AND_TIES_OUTWEIGH("The chance of a tie and the effect of being first have no limit together: strengths"
                + " leave too few results open.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }
}
