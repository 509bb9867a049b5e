package org.tradingarena.market;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;

/** The arena's set-up of Pekko with a journal in memory and without a cluster. */
final class TestSystem {
    private TestSystem() {}

    static Config config() {
        return ConfigFactory.parseString("""
                        pekko.actor.provider = local
                        pekko.loglevel = WARNING
                        """)
                .withFallback(EventSourcedBehaviorTestKit.config())
                .withFallback(ConfigFactory.parseResources("arena-pekko.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }
}
