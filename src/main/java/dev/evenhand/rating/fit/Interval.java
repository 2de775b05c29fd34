package dev.evenhand.rating.fit;

import java.util.Optional;

/** What an interval takes for independent, and hence of whom it speaks: the first that the votes allow is the default. */
public enum Interval {
    TWO_WAY("new raters and new prompts") {
        @Override
        public Optional<Covariance> covariance(Fit fit, Cells cells) {
            return Covariance.twoWay(fit, cells);
        }
    },
    RATER("new raters, these prompts") {
        @Override
        public Optional<Covariance> covariance(Fit fit, Cells cells) {
            return Covariance.byRater(fit, cells);
        }
    },
    /** As {@link #RATER}, and not too narrow where few raters have much say. */
    JACKKNIFE("new raters, these prompts") {
        @Override
        public Optional<Covariance> covariance(Fit fit, Cells cells) {
            return Covariance.jackknife(fit, cells);
        }
    },
    /** As {@link #RATER}, by percentiles: it need not be as wide to either side. */
    BOOTSTRAP("new raters, these prompts") {
        @Override
        public Optional<Covariance> covariance(Fit fit, Cells cells) {
            return Bootstrap.of(fit, cells, Bootstrap.REPLICATES, Bootstrap.SEED, replicates -> {})
                    .map(Covariance.class::cast);
        }
    },
    /** As if no two votes had anything in common. */
    IID("new votes") {
        @Override
        public Optional<Covariance> covariance(Fit fit, Cells cells) {
            return Optional.of(Covariance.independent(fit));
        }
    },
    /** As {@link #IID}, and as if the model held exactly. */
    FISHER("new votes, if the model holds") {
        @Override
        public Optional<Covariance> covariance(Fit fit, Cells cells) {
            return Optional.of(Covariance.fisher(fit));
        }
    };

    private final String generalisesTo;

    Interval(String generalisesTo) {
        this.generalisesTo = generalisesTo;
    }

    /** Two-way where at least two raters and two prompts are known, else by rater, else as if votes were independent. */
    public static Interval defaultFor(Cells cells) {
        if (cells.knownRaters() < 2) {
            return IID;
        }
        return cells.knownPrompts() < 2 ? RATER : TWO_WAY;
    }

    public String generalisesTo() {
        return generalisesTo;
    }

    /**
     * The errors of a fit to these very cells.
     *
     * @return nothing where there are too few raters or prompts to speak of others
     */
    public abstract Optional<Covariance> covariance(Fit fit, Cells cells);
}
