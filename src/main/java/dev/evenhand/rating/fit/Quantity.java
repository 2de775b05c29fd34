package dev.evenhand.rating.fit;

/** A number that follows from an estimate: a difference of strengths, a rating, an effect. */
interface Quantity {
    /** @param parameters strengths, and effects after them */
    double at(double[] parameters);

    /** How it changes with each parameter; those that are left out change nothing. */
    double[] slopes(double[] parameters);

    /** Σ cᵢθᵢ. */
    static Quantity contrast(double... c) {
        return new Quantity() {
            @Override
            public double at(double[] parameters) {
                double sum = 0;
                for (int i = 0; i < c.length; i++) {
                    sum += c[i] * parameters[i];
                }
                return sum;
            }

            @Override
            public double[] slopes(double[] parameters) {
                return c;
            }
        };
    }
}
