package org.tradingarena.testing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;

/**
 * Configurations for actor systems in tests: the arena's own set-up of Pekko ({@code arena-pekko.conf}) over all defaults, as the server
 * layers them, with events and snapshots in memory and without a cluster.
 */
public final class ArenaTestConfig {
    private static final String QUIET = """
            pekko.loglevel = WARNING
            # A test may hold up a write: that must not hold up the actors.
            %s.plugin-dispatcher = "arena-test.journal-dispatcher"
            arena-test.journal-dispatcher {
              type = Dispatcher
              executor = "thread-pool-executor"
              thread-pool-executor.fixed-pool-size = 2
              throughput = 1
            }
            """.formatted(PersistenceTestKitPlugin.PluginId());

    private ArenaTestConfig() {}

    /** One node that knows no others: for everything but sharding, pub-sub and singletons. */
    public static Config local(String... stronger) {
        return layered(String.join("\n", stronger), "pekko.actor.provider = local");
    }

    /** One node on a free port, which joins nothing by itself: the test has it join itself. */
    public static Config cluster(String... stronger) {
        return layered(String.join("\n", stronger), "");
    }

    private static Config layered(String stronger, String provider) {
        return ConfigFactory.parseString(stronger)
                .withFallback(ConfigFactory.parseString(provider))
                .withFallback(ConfigFactory.parseString(QUIET))
                .withFallback(PersistenceTestKitPlugin.config())
                .withFallback(PersistenceTestKitSnapshotPlugin.config())
                .withFallback(ConfigFactory.parseResources("arena-pekko.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }
}
