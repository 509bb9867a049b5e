package org.tradingarena.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;

/** Configuration of an actor system whose journal, and snapshots, lie in a directory of their own. */
public final class JournalConfig {
    private JournalConfig() {}

    public static Config in(Path directory, String... more) {
        return ConfigFactory.parseString(String.join("\n", more))
                .withFallback(ConfigFactory.parseString("""
                        pekko.loglevel = WARNING
                        pekko.persistence.journal.plugin = "arena.journal.leveldb"
                        pekko.persistence.snapshot-store.plugin = "arena.snapshot.files"
                        arena.journal.leveldb {
                          dir = "%1$s/journal"
                          on-failure = "org.tradingarena.journal.RememberFailure"
                        }
                        arena.snapshot.files.dir = "%1$s/snapshots"
                        """.formatted(directory)))
                .withFallback(ConfigFactory.parseResources("journal-reference.conf"))
                .withFallback(ConfigFactory.load());
    }
}
