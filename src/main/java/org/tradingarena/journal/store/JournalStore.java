package org.tradingarena.journal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tradingarena.journal.kv.DirectoryLock;
import org.tradingarena.journal.kv.FileScan;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore;
import org.tradingarena.journal.kv.KeyValueStore.View;
import org.tradingarena.journal.kv.LevelDbStore;
import org.tradingarena.journal.record.BatchMark;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.Position;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.JournalUnavailableException.Reason;

/**
 * The journal in one directory. It promises: what it acknowledged is on the disk; what it reads is what was written, without a
 * hole, or {@link CorruptJournalException}; after a failed write it never writes again. Safe for use by several threads.
 */
public final class JournalStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JournalStore.class);

    private final StoreSettings settings;
    private final DirectoryLock lock;
    private final KeyValueStore store;
    private final Witness witness;
    private final DiskSpace disk;
    private final DiskGuard guard;
    private final Watchers watchers = new Watchers();
    private final Committer committer;
    private final GroupCommit groupCommit;
    private final Upkeep upkeep;
    private final PageLimit page;
    private final ConcurrentMap<String, Submission> pending = new ConcurrentHashMap<>();
    private boolean closed;

    private JournalStore(Opened opened, Hooks hooks) {
        settings = opened.settings();
        lock = opened.lock();
        store = opened.store();
        witness = opened.witness();
        disk = hooks.disk().apply(settings);
        guard = new DiskGuard(disk, store);
        committer = new Committer(
                store, settings, opened.last(), witness, disk, guard, watchers, hooks.answering(), hooks.onFailure());
        groupCommit = new GroupCommit(settings, committer::commit);
        upkeep = new Upkeep(guard, witness, settings.diskCheckInterval());
        page = new PageLimit(settings.readPage(), settings.readPageBytes());
    }

    /** What surrounds a store: who carries its answers, whom it tells that it failed, and what it stands on. */
    public record Hooks(
            Executor answering,
            Consumer<Throwable> onFailure,
            Function<KeyValueStore, KeyValueStore> wrapping,
            Function<StoreSettings, DiskSpace> disk) {

        public static Hooks of(Executor answering, Consumer<Throwable> onFailure) {
            return new Hooks(answering, onFailure, Function.identity(), DiskSpace::of);
        }
    }

    private record Opened(
            StoreSettings settings, DirectoryLock lock, KeyValueStore store, Witness witness, BatchMark last) {}

    /**
     * Opens and verifies the journal in a directory, or begins one. Refuses with
     * {@link org.tradingarena.journal.kv.JournalInUseException}, {@link ForeignJournalException} or
     * {@link CorruptJournalException}, each with a sentence for the operator.
     */
    public static JournalStore open(StoreSettings wanted, Hooks hooks) {
        Path directory = wanted.directory();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The journal's directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
        DirectoryLock lock = DirectoryLock.take(directory);
        KeyValueStore store = null;
        try {
            JournalDirectory.require(directory);
            requireRoom(wanted);
            StoreSettings settings = wanted.withEngine(JournalDirectory.engineFor(directory, wanted.engine()));
            store = hooks.wrapping().apply(openLevelDb(settings));
            Optional<Witness.Seen> seen = Witness.read(directory);
            if (seen.isEmpty() && Witness.exists(directory)) {
                log.warn("The journal's witness is damaged; a loss at the very end could go unnoticed this once.");
            }
            BatchMark last;
            try (View view = store.view()) {
                last = BatchRing.verified(view, seen);
            }
            return new JournalStore(new Opened(settings, lock, store, Witness.open(directory, last), last), hooks);
        } catch (IOException | RuntimeException e) {
            closeAfter(e, store, lock);
            throw e instanceof RuntimeException unchecked ? unchecked : new UncheckedIOException((IOException) e);
        }
    }

    /**
     * As {@link #open}, for a node: a backup, which is for reading alone, is a {@link ForeignJournalException}; floors that are too low
     * are an {@link IllegalArgumentException}, and a disk without the room to open a journal is a {@link JournalUnavailableException}.
     */
    public static JournalStore openForNode(StoreSettings settings, Hooks hooks) {
        settings.requireSafeFloors();
        JournalDirectory.requireNoBackup(settings.directory());
        return open(settings, hooks);
    }

    /** Whether there is something in a directory that {@link #open} opens or refuses with a reason; else it would begin a journal. */
    public static boolean isThere(Path directory) {
        return JournalDirectory.holdsAny(directory);
    }

    /** Opening makes tables of LevelDB's log and begins to compact. Between this and the hard floor a journal can only be read. */
    private static void requireRoom(StoreSettings settings) {
        long usable = DiskSpace.usableBytesOf(settings.directory()).getAsLong();
        long least = Math.min(settings.diskHardFloor(), settings.leastHardFloor());
        if (usable < least) {
            throw new JournalUnavailableException(
                    Reason.DISK_FULL,
                    "The disk of the journal in " + settings.directory() + " is full: " + (usable >> 20)
                            + " MiB are left, and opening it may take " + (least >> 20)
                            + " MiB. Make room and start again.",
                    null);
        }
    }

    private static KeyValueStore openLevelDb(StoreSettings settings) throws IOException {
        boolean mayBegin = JournalDirectory.mayBegin(settings.directory());
        try {
            FileScan.requireWhole(settings.directory(), settings.engine());
            return LevelDbStore.open(
                    settings.engine(), settings.directory(), settings.writeBuffer(), settings.blockCache(), mayBegin);
        } catch (KeyValueException e) {
            throw CorruptJournalException.ofStore(String.valueOf(e.getMessage()), e);
        }
    }

    private static void closeAfter(Exception failure, @Nullable KeyValueStore store, DirectoryLock lock) {
        try (lock) {
            if (store != null) {
                store.close();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Queues a submission; if true, the caller has to {@link #flush} when it has nothing more to queue. */
    public boolean enqueue(Submission submission) {
        pending.put(submission.persistenceId(), submission);
        CompletableFuture<?> unused = submission
                .outcome()
                .whenComplete((done, failed) -> pending.remove(submission.persistenceId(), submission));
        try {
            return groupCommit.enqueue(submission);
        } catch (RuntimeException e) {
            submission.outcome().completeExceptionally(e);
            return false;
        }
    }

    public void flush() {
        groupCommit.flush();
    }

    /** Queues and writes atomic writes, in order. */
    public CompletableFuture<List<Optional<Exception>>> write(String persistenceId, List<Submission.Atomic> writes) {
        Submission.Write write = Submission.Write.of(persistenceId, writes);
        if (enqueue(write)) {
            flush();
        }
        return write.outcome();
    }

    /** Deletes the events up to a sequence number, several batches of them if need be; the highest number stays known. */
    public CompletableFuture<Void> deleteTo(String persistenceId, long toSequenceNr) {
        Submission.Delete delete = Submission.Delete.of(persistenceId, toSequenceNr);
        if (enqueue(delete)) {
            flush();
        }
        return delete.outcome()
                .thenCompose(done -> delete.more()
                        .thenCompose(more -> more
                                ? deleteTo(persistenceId, toSequenceNr)
                                : CompletableFuture.completedFuture(null)));
    }

    /** Done when what was queued for a persistence id before is written or has failed. */
    public CompletionStage<?> settled(String persistenceId) {
        Submission last = pending.get(persistenceId);
        return last == null
                ? CompletableFuture.completedFuture(null)
                : last.outcome().handle((done, failed) -> null);
    }

    /** The last number that was written to a stream, after a check of the stream's end; 0 if it is new. */
    public long highest(StreamId stream) {
        return read(view -> new StreamReader(view).head(stream).highest().number());
    }

    /** A page of records from a number on. */
    public Page<ChainRecord> readFrom(StreamId stream, long from, long to) {
        return read(view -> new StreamReader(view).from(stream, from, to, page));
    }

    /** The page after one that was read before. */
    public Page<ChainRecord> readAfter(StreamId stream, Position last, long to) {
        return read(view -> new StreamReader(view).after(stream, last, to, page));
    }

    /** A page of the events with a tag, from a global ordering number on; its positions are the index's. */
    public Page<ChainRecord> taggedFrom(String tag, long from, long to) {
        return read(view -> new TagReader(view).events(new StreamReader(view).from(StreamId.tag(tag), from, to, page)));
    }

    public Page<ChainRecord> taggedAfter(String tag, Position last, long to) {
        return read(
                view -> new TagReader(view).events(new StreamReader(view).after(StreamId.tag(tag), last, to, page)));
    }

    /** At most a page of persistence ids after one, in a fixed order; an empty name begins at the first. */
    public List<String> persistenceIds(String after) {
        return read(view -> new StreamList(view)
                .after(StreamId.Kind.EVENTS, after, page.records()).stream()
                        .map(listed -> listed.stream().name())
                        .toList());
    }

    /** Reads anything of one consistent view. */
    <T> T read(Function<View, T> reading) {
        try (View view = store.view()) {
            return reading.apply(view);
        }
    }

    /** Calls {@code changed}, which must be quick, after each batch that adds to a stream, until the watch is closed. */
    public AutoCloseable watch(StreamId stream, Runnable changed) {
        return watchers.watch(stream, changed);
    }

    public DiskSpace diskSpace() {
        return disk;
    }

    /** Whether LevelDB's own work rests because the disk is nearly full. */
    boolean isHeldBack() {
        return guard.isResting();
    }

    /** Why nothing is written any more; null while all is well. */
    public @Nullable Throwable failure() {
        return committer.failure();
    }

    public StoreSettings settings() {
        return settings;
    }

    /**
     * Writes what is queued and closes the store. After a failure LevelDB is left as it is, and while it rests for want of room: closing
     * it could write, and everything that was acknowledged is on the disk.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        upkeep.close();
        groupCommit.close();
        try (lock;
                witness) {
            if (failure() == null && !guard.isResting()) {
                store.close();
            }
        }
    }
}
