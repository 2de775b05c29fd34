package dev.evenhand.battle;

import dev.evenhand.battle.VoteBatch.Answer.Taken;
import java.time.Instant;
import java.util.UUID;

/** A record that remembers nothing and answers at once: what everything around it costs. */
class NoRecord extends Votes {
    NoRecord() {
        super(null, null, null, null, null);
    }

    @Override
    Taken cast(BattleId battle, UUID rater, Choice choice, byte[] network) {
        Instant now = Instant.now();
        return new Taken(
                new Receipt(battle.toString(), 1, choice.outcome(), now, now.plusSeconds(600), true, null), true);
    }
}
