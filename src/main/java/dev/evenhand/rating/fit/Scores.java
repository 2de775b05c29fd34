package dev.evenhand.rating.fit;

/**
 * What one vote of each cell adds to the slope of the likelihood at the estimate.
 *
 * @param pull to the strength of its model, taken from its rival's: for Bradley and Terry w(y − p)
 * @param effects to each effect beside the strengths: one column an effect
 */
record Scores(double[] pull, double[][] effects) {
    Scores(int cells, int effects) {
        this(new double[cells], new double[effects][cells]);
    }

    /** The same votes with these weights each. */
    Scores weighing(double[] weight) {
        Scores weighed = new Scores(pull.length, effects.length);
        for (int cell = 0; cell < pull.length; cell++) {
            weighed.pull[cell] = weight[cell] * pull[cell];
            for (int i = 0; i < effects.length; i++) {
                weighed.effects[i][cell] = weight[cell] * effects[i][cell];
            }
        }
        return weighed;
    }
}
