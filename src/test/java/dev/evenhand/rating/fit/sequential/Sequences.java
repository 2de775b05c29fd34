package dev.evenhand.rating.fit.sequential;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/** Any games among a few models, in any order. */
public class Sequences implements ArbitrarySupplier<List<Game>> {
    static final int MODELS = 5;

    @Override
    public Arbitrary<List<Game>> get() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, MODELS - 1),
                        Arbitraries.integers().between(1, MODELS - 1),
                        Arbitraries.of(Game.WIN, Game.TIE, Game.LOSS))
                .as((model, step, score) -> new Game(model, (model + step) % MODELS, score))
                .list()
                .ofMaxSize(60);
    }
}
