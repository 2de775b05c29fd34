package dev.evenhand.rating.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a vote depends on beside its two models, and where that stands among the parameters.
 *
 * <p>Parameters are M strengths, then k effects as far as there are any: the shape of the ties, the effect of being shown
 * first, the coefficients of style. A vote's predictor is η = θ_a − θ_b + h·x + Σ β·(difference/unit).
 */
final class Terms {
    private static final int NONE = -1;

    private final TieModel ties;
    private final List<Style.Feature> features;
    private final double[] units;

    private final int models;
    private final int shape;
    private final int position;
    private final int style;
    private final int effects;

    /**
     * @param features with one unit each, above zero
     * @param units what one of the coefficient stands for, in differences of a feature
     */
    Terms(int models, TieModel ties, boolean position, List<Style.Feature> features, double[] units) {
        this.ties = ties;
        this.features = features;
        this.units = units;
        this.models = models;
        int place = 0;
        this.shape = ties == TieModel.HALF ? NONE : place++;
        this.position = position ? place++ : NONE;
        this.style = place;
        this.effects = place + features.size();
    }

    int models() {
        return models;
    }

    int effects() {
        return effects;
    }

    TieModel ties() {
        return ties;
    }

    /** If there is a shape, it is the first of the effects. */
    boolean hasShape() {
        return shape != NONE;
    }

    boolean hasPosition() {
        return position != NONE;
    }

    /** The first effect that multiplies something of the vote's: all but the shape do. */
    int firstLinear() {
        return shape + 1;
    }

    /** The first of the coefficients of style, which are the last effects. */
    int firstOfStyle() {
        return style;
    }

    /** Fills in the term of one row, and x: what each linear effect multiplies in it. */
    void describe(Rows rows, int row, double[] parameters, double[] x, Term term) {
        double eta = parameters[rows.model()[row]] - parameters[rows.rival()[row]];
        if (position != NONE) {
            x[position] = rows.shown()[row];
            eta += parameters[models + position] * x[position];
        }
        for (int f = 0; f < units.length; f++) {
            int place = style + f;
            x[place] = rows.style()[features.get(f).ordinal()][row] / units[f];
            eta += parameters[models + place] * x[place];
        }
        ties.describe(rows.score()[row], eta, hasShape() ? parameters[models + shape] : Double.NaN, term);
    }

    /** Of one vote of weight one in each row. */
    Scores scores(Rows rows, double[] parameters) {
        Scores scores = new Scores(rows.size(), effects);
        double[] x = new double[effects];
        Term term = new Term();
        for (int row = 0; row < rows.size(); row++) {
            describe(rows, row, parameters, x, term);
            scores.pull()[row] = term.pull;
            for (int i = 0; i < effects; i++) {
                scores.effects()[i][row] = i == shape ? term.shapePull : term.pull * x[i];
            }
        }
        return scores;
    }

    List<Effect> estimated(double[] parameters) {
        List<Effect> estimated = new ArrayList<>(effects);
        if (hasShape()) {
            estimated.add(effect(Effect.Kind.TIES, parameters, shape, 1));
        }
        if (position != NONE) {
            estimated.add(effect(Effect.Kind.POSITION, parameters, position, 1));
        }
        for (int f = 0; f < units.length; f++) {
            estimated.add(effect(Effect.Kind.of(features.get(f)), parameters, style + f, units[f]));
        }
        return List.copyOf(estimated);
    }

    private Effect effect(Effect.Kind kind, double[] parameters, int place, double unit) {
        return new Effect(kind, parameters[models + place], models + place, unit);
    }
}
