package dev.evenhand.rating.board;

/** What was asked for cannot be estimated from these votes; the message says why, for whoever asked. */
public final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    Unfit(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
        this.code = "no-estimate";
    }

    private Unfit(String code, String why) {
        super(why);
        this.code = code;
    }

    static Unfit unknown(Settings.Anchor anchor) {
        return new Unfit("model-unknown", "There is no model called %s to anchor.".formatted(anchor.model()));
    }

    static Unfit withoutMargins(long votes) {
        return new Unfit(
                "no-margins",
                "method=eqbench3 needs to know by how much each vote was decided; %d votes do not say."
                        .formatted(votes));
    }

    static Unfit withoutTexts() {
        return new Unfit(
                "no-texts",
                "The look of responses cannot be held equal: of no vote are both responses' texts known. Choose style none.");
    }

    /** @param instead what can be asked for in its place, within the sentence */
    static Unfit notOffered(String instead) {
        return new Unfit("not-offered", instead);
    }

    /** For programs: a word of the contract. */
    public String code() {
        return code;
    }
}
