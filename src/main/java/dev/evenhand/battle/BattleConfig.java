package dev.evenhand.battle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How battles are lent out and votes taken. */
@ConfigMapping(prefix = "evenhand.battle")
interface BattleConfig {
    /** How long a battle is kept for the rater to whom it was shown; the page renews it while it is looked at. */
    @WithDefault("20m")
    Duration lease();

    /** How long a vote can be changed or undone at most. */
    @WithDefault("10m")
    Duration changeable();

    /**
     * How many votes, changes and skips of raters without an invitation one arena takes from one network within a day;
     * 0 for any number.
     */
    @WithDefault("2000")
    int networkVotes();

    /** How long a voter waits for the writer at most before being asked to come again. */
    @WithDefault("15s")
    Duration patience();

    /** How many votes may wait for the writer before further ones are asked to come again. */
    @WithDefault("10000")
    int queue();

    /** How many waiting votes one transaction takes at most. */
    @WithDefault("500")
    int batch();
}
