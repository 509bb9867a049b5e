package org.tradingarena.server;

import com.typesafe.config.Config;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.tradingarena.journal.JournalBackups;
import org.tradingarena.journal.Journals;
import org.tradingarena.journal.postgres.PostgresDatabase;
import org.tradingarena.journal.postgres.PostgresProbe;
import org.tradingarena.journal.postgres.PostgresSettings;
import org.tradingarena.journal.postgres.SnapshotSweep;
import org.tradingarena.journal.store.DiskSpace;
import org.tradingarena.journal.store.JournalStore;

/**
 * What a node knows of its journal beside reading and writing.
 *
 * @param hasRoom whether there is room for new orders; from any thread
 * @param answers asks it whether it is there
 * @param backups of a journal that is this node's own
 */
record NodeJournal(BooleanSupplier hasRoom, Supplier<CompletionStage<?>> answers, Optional<JournalBackups> backups) {
    /** One that is within this process. */
    private static CompletionStage<?> here() {
        return CompletableFuture.completedStage(Done.getInstance());
    }

    /** The plugin that belongs to one node. */
    static final String LEVELDB = "arena.journal.leveldb";

    static String plugin(Config config) {
        return config.getString("pekko.persistence.journal.plugin");
    }

    /** Refuses what cannot work, before anything is started. */
    static void requireFitting(Config config) {
        int seeds = ClusterConfig.from(config).seeds().size();
        if (plugin(config).equals(LEVELDB) && seeds > 0) {
            throw new StartException(
                    "the LevelDB journal belongs to one node alone, and arena.cluster.seeds names " + seeds
                            + "; leave that empty, or give the nodes one that they can share (ARENA_JOURNAL=postgresql)");
        }
    }

    /** Opens it. What is wrong with it is thrown here, with a sentence for the operator, before anything writes. */
    static NodeJournal open(ActorSystem<?> system, MeterRegistry metrics) {
        Config config = system.settings().config();
        if (plugin(config).equals(PostgresSettings.PLUGIN)) {
            return openPostgres(system, PostgresSettings.from(config));
        }
        if (!plugin(config).equals(LEVELDB)) {
            return new NodeJournal(() -> true, NodeJournal::here, Optional.empty());
        }
        JournalStore store = Journals.get(system).open(LEVELDB);
        DiskSpace disk = store.diskSpace();
        Gauge.builder("arena.journal.disk.usable", disk, room -> (double) room.usable())
                .description("Free space on the journal's disk")
                .baseUnit("bytes")
                .register(metrics);
        Gauge.builder("arena.journal.disk.room", disk, room -> room.hasRoom() ? 1 : 0)
                .description("1 while the journal's disk has room for new orders, else 0")
                .register(metrics);
        JournalBackups backups = new JournalBackups(store, Path.of(config.getString("arena.backup.directory")));
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "give-up-backup", () -> {
                    backups.close();
                    return CompletableFuture.completedStage(Done.getInstance());
                });
        return new NodeJournal(disk::hasRoom, NodeJournal::here, Optional.of(backups));
    }

    /** A shared database has room, locks and backups of its own. */
    private static NodeJournal openPostgres(ActorSystem<?> system, PostgresSettings settings) {
        PostgresDatabase database = new PostgresDatabase(settings);
        database.requireReady();
        SnapshotSweep sweep = new SnapshotSweep(database, settings);
        PostgresProbe probe = new PostgresProbe(database);
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "end-snapshot-sweep", () -> {
                    sweep.close();
                    probe.close();
                    return CompletableFuture.completedStage(Done.getInstance());
                });
        return new NodeJournal(() -> true, probe::ask, Optional.empty());
    }
}
