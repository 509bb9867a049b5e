package org.tradingarena.market;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The default settings, or some of them changed. */
final class TestSettings {
    private TestSettings() {}

    static MarketSettings defaults() {
        return with("");
    }

    /** {@code changes} stands in {@code arena.market}. */
    static MarketSettings with(String changes) {
        Config changed = ConfigFactory.parseString("arena.market {" + changes + "}");
        return MarketSettings.from(
                changed.withFallback(ConfigFactory.defaultReference()).resolve());
    }
}
