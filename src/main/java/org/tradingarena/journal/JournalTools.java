package org.tradingarena.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.EventBody;
import org.tradingarena.journal.record.Payload;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.JournalStore;
import org.tradingarena.journal.store.Page;
import org.tradingarena.journal.store.StoreCopy;
import org.tradingarena.journal.store.StoreInspection;
import org.tradingarena.journal.store.StoreSettings;

/**
 * What an operator does with a journal. All but the online {@link #backup(JournalStore, Path)} need the directory for themselves: a
 * journal in use is {@link org.tradingarena.journal.kv.JournalInUseException}. None needs an actor system but the conversion.
 */
public final class JournalTools {
    private JournalTools() {}

    /** One stored event, its content still serialized. */
    public record DumpedEvent(
            long sequenceNr, long ordering, Instant writtenAt, String writer, List<String> tags, Payload event) {
        public DumpedEvent {
            tags = List.copyOf(tags);
        }
    }

    /** Sizes at a glance. {@code bytes} is what the directory takes on the disk. */
    public record Stats(StoreInspection.Report content, long bytes, long usableBytes, Optional<UUID> restored) {}

    /**
     * Reads every record and says what is wrong. A journal that does not even open is
     * {@link org.tradingarena.journal.record.CorruptJournalException}.
     */
    public static StoreInspection.Report verify(Path directory) throws IOException {
        try (JournalStore store = open(directory)) {
            return StoreInspection.inspect(store);
        }
    }

    public static Stats stats(Path directory) throws IOException {
        try (JournalStore store = open(directory)) {
            return new Stats(
                    StoreInspection.inspect(store),
                    StoreCopy.sizeOf(directory),
                    store.diskSpace().usable(),
                    StoreCopy.restoredMark(directory));
        }
    }

    /**
     * Hands over the events of a persistence id in order, from a sequence number on, so many at most; returns the id's highest number,
     * 0 if there is no such id.
     */
    public static long dump(Path directory, String persistenceId, long from, long limit, Consumer<DumpedEvent> to)
            throws IOException {
        StreamId stream = StreamId.events(persistenceId);
        try (JournalStore store = open(directory)) {
            Page<ChainRecord> page = store.readFrom(stream, from, Long.MAX_VALUE);
            long left = handOver(page, limit, to);
            while (!page.end() && left > 0) {
                page = store.readAfter(stream, page.last(), Long.MAX_VALUE);
                left = handOver(page, left, to);
            }
            return store.highest(stream);
        }
    }

    private static long handOver(Page<ChainRecord> page, long limit, Consumer<DumpedEvent> to) {
        page.items().stream().limit(limit).forEach(record -> to.accept(dumped(record)));
        return limit - Math.min(limit, page.items().size());
    }

    private static DumpedEvent dumped(ChainRecord record) {
        EventBody body = EventBody.of(record);
        return new DumpedEvent(
                record.number(),
                record.ordering(),
                Instant.ofEpochMilli(body.timestamp()),
                body.writer(),
                body.tags(),
                body.event());
    }

    /** Copies the journal of a running node, as it is at this moment, into a new directory, and verifies the copy. */
    public static StoreInspection.Report backup(JournalStore running, Path target) throws IOException {
        return StoreCopy.backup(running, target);
    }

    /** Copies a journal that no process has open. */
    public static StoreInspection.Report backup(Path directory, Path target) throws IOException {
        try (JournalStore store = open(directory)) {
            return StoreCopy.backup(store, target);
        }
    }

    /**
     * Makes a journal of a backup, in a directory that does not exist or is empty, and verifies it. What was written after the backup
     * is gone and clients may know of it, so the directory is marked; the mark's id is returned and {@link #restoredMark} reads it.
     * A journal of LevelDB's Java port becomes one of the native LevelDB where that is to be had. Snapshots that are younger than the backup must go: a journal that ends before its snapshot is refused at recovery.
     */
    public static UUID restore(Path backup, Path directory) throws IOException {
        return StoreCopy.restore(backup, directory);
    }

    /** Moves a backup that a running node made, to another disk if need be; the target does not exist or is empty. */
    public static void moveBackup(Path backup, Path target) throws IOException {
        StoreCopy.move(backup, target);
    }

    /** The id of the last restore of a journal; empty if it never was restored. */
    public static Optional<UUID> restoredMark(Path directory) throws IOException {
        return StoreCopy.restoredMark(directory);
    }

    /**
     * Copies a journal of Pekko's stock LevelDB plugin into a new one, whose directory does not exist or is empty, and returns how many
     * events it has. Events are read and written with the serializers of the actor system. The order among persistence ids, which the
     * stock plugin does not store, is that of their ids.
     */
    public static long convertStock(Path stock, Path directory, ClassicActorSystemProvider system) throws IOException {
        return StockJournal.convert(stock, settings(directory), system);
    }

    private static JournalStore open(Path directory) throws IOException {
        if (!JournalStore.isThere(directory)) {
            throw new IOException("There is no journal in " + directory + ".");
        }
        return JournalStore.open(settings(directory), JournalStore.Hooks.of(Runnable::run, failure -> {}));
    }

    private static StoreSettings settings(Path directory) {
        return StoreSettings.defaults(directory).withDiskFloors(0, 0);
    }
}
