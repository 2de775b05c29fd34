package dev.evenhand.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long doors stay open. */
@ConfigMapping(prefix = "evenhand.account")
interface AccountConfig {
    /** How long a session of an admin or analyst lives without being used. */
    @WithDefault("8h")
    Duration sessionIdle();

    /** How long such a session lives at most. */
    @WithDefault("7d")
    Duration sessionMax();

    /** How long a rater's session lives without being used: the link lets the same rater in again. */
    @WithDefault("30d")
    Duration raterSessionIdle();

    /** How long the link that creates the first admin is good for. */
    @WithDefault("15m")
    Duration setupLink();

    /** After how many wrong passwords for one name from one network the next one has to wait. */
    @WithDefault("5")
    int failures();

    /** After how many wrong passwords for any names from one network the next one has to wait. */
    @WithDefault("50")
    int networkFailures();

    /** How many raters may come from one network without an invitation, to one arena, before the next has to wait. */
    @WithDefault("100")
    int newcomers();

    /** Over which time newcomers are counted. */
    @WithDefault("1h")
    Duration newcomerWindow();

    /** Over which time wrong passwords are counted. */
    @WithDefault("15m")
    Duration failureWindow();

    /** How often what need not be kept of networks any longer is deleted. */
    @WithDefault("10m")
    Duration forgettingEvery();
}
