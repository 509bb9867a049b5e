package org.tradingarena.journal;

import com.typesafe.config.Config;
import java.nio.file.Path;
import org.tradingarena.journal.kv.Engine;
import org.tradingarena.journal.store.StoreSettings;

/** The settings of a LevelDB journal, as {@code journal-reference.conf} documents them. */
record JournalSettings(StoreSettings store, String dispatcher, String readDispatcher, String onFailure) {
    /** Where the journal is configured unless it has another id. */
    static final String DEFAULT_ID = "arena.journal.leveldb";

    /** What a journal of another id does not set, it takes from the default one. */
    static JournalSettings of(Config system, String journalId) {
        Config config = system.getConfig(journalId).withFallback(system.getConfig(DEFAULT_ID));
        return new JournalSettings(
                storeSettings(config),
                config.getString("plugin-dispatcher"),
                config.getString("read-dispatcher"),
                config.getString("on-failure"));
    }

    private static StoreSettings storeSettings(Config config) {
        return new StoreSettings(
                Path.of(config.getString("dir")),
                Engine.of(config.getString("native")),
                config.getBoolean("fsync"),
                config.getInt("max-batch"),
                config.getBytes("max-batch-bytes"),
                config.getInt("queue"),
                config.getDuration("queue-timeout"),
                config.getInt("read-page"),
                config.getBytes("read-page-bytes"),
                config.getInt("head-cache"),
                config.getBytes("write-buffer"),
                config.getBytes("block-cache"),
                config.getBytes("disk-floor"),
                config.getBytes("disk-hard-floor"),
                config.getDuration("disk-check-interval"));
    }
}
