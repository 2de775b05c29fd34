package dev.evenhand.battle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Where chance comes from: nobody can foretell a side, a pair or an id, but tests that put their own in its place. */
class Chance {
    @Produces
    @ApplicationScoped
    RandomGenerator unforeseeable() {
        return new SecureRandom();
    }
}
