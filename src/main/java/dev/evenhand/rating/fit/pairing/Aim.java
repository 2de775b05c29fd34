package dev.evenhand.rating.fit.pairing;

/** What votes are wanted for. */
public enum Aim {
    /** That the strengths of all models have small errors. */
    PRECISION {
        @Override
        double gain(Gains gains, int model, int rival) {
            return gains.precision(model, rival);
        }
    },
    /** That few models stand in the wrong order. */
    ORDER {
        @Override
        double gain(Gains gains, int model, int rival) {
            return gains.order(model, rival);
        }
    };

    abstract double gain(Gains gains, int model, int rival);
}
