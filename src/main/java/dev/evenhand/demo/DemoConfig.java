package dev.evenhand.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** Whether there is to be something to look at. */
@ConfigMapping(prefix = "evenhand.demo")
interface DemoConfig {
    /** Makes the arena "demo" at the start, where there is none. */
    @WithParentName
    @WithDefault("false")
    boolean wanted();
}
