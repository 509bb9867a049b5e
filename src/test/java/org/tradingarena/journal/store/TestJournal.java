package org.tradingarena.journal.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.tradingarena.journal.kv.Engine;
import org.tradingarena.journal.kv.KeyValueStore;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.EventBody;
import org.tradingarena.journal.record.Payload;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.Submission.Atomic;
import org.tradingarena.journal.store.Submission.NewEvent;

/** A store with small events, for tests that do not need Pekko. */
public final class TestJournal implements AutoCloseable {
    public final JournalStore store;

    private TestJournal(JournalStore store) {
        this.store = store;
    }

    public static TestJournal open(Path directory) {
        return open(settings(directory, Engine.NATIVE));
    }

    public static TestJournal open(StoreSettings settings) {
        return new TestJournal(JournalStore.open(settings, JournalStore.Hooks.of(Runnable::run, failure -> {})));
    }

    public static TestJournal open(StoreSettings settings, JournalStore.Hooks hooks) {
        return new TestJournal(JournalStore.open(settings, hooks));
    }

    /** On a disk of a test instead of LevelDB; the lock, the format and the witness are files as ever. */
    static TestJournal open(StoreSettings settings, KeyValueStore disk, Consumer<Throwable> onFailure) {
        return open(
                settings,
                disk,
                onFailure,
                any -> new DiskSpace(() -> Long.MAX_VALUE, System::nanoTime, 0, 0, Duration.ZERO));
    }

    static TestJournal open(
            StoreSettings settings,
            KeyValueStore disk,
            Consumer<Throwable> onFailure,
            Function<StoreSettings, DiskSpace> space) {
        return open(
                settings,
                new JournalStore.Hooks(
                        Runnable::run,
                        onFailure,
                        levelDb -> {
                            levelDb.close();
                            return disk;
                        },
                        space));
    }

    /** LevelDB's smallest write buffer, so that a few hundred events make tables; small pages. */
    public static StoreSettings settings(Path directory, Engine engine) {
        return new StoreSettings(
                directory,
                engine,
                true,
                100,
                1 << 16,
                1000,
                Duration.ofSeconds(2),
                10,
                1 << 20,
                1000,
                64 << 10,
                1 << 20,
                0,
                0,
                Duration.ofSeconds(1));
    }

    /** As above, on a disk that is looked at so often. */
    static StoreSettings looking(Path directory, Duration interval) {
        return varied(settings(directory, Engine.NATIVE), interval, 1 << 16, 0);
    }

    /** As above, with batches so large that LevelDB might need all this room. */
    static StoreSettings needing(Path directory, long room) {
        return varied(settings(directory, Engine.NATIVE), Duration.ofSeconds(1), room / 28, room * 2);
    }

    private static StoreSettings varied(StoreSettings usual, Duration interval, long batchBytes, long floor) {
        return new StoreSettings(
                usual.directory(),
                usual.engine(),
                usual.fsync(),
                usual.maxBatch(),
                batchBytes,
                usual.queue(),
                usual.queueTimeout(),
                usual.readPage(),
                usual.readPageBytes(),
                usual.headCache(),
                usual.writeBuffer(),
                usual.blockCache(),
                floor,
                floor,
                interval);
    }

    /** As above, with a queue of so many events, batches of so many, and a short patience. */
    static StoreSettings bounded(Path directory, int queue, int maxBatch) {
        return new StoreSettings(
                directory,
                Engine.NATIVE,
                true,
                maxBatch,
                1 << 16,
                queue,
                Duration.ofMillis(100),
                10,
                1 << 20,
                1000,
                64 << 10,
                1 << 20,
                0,
                0,
                Duration.ofSeconds(1));
    }

    /** Writes events, each atomic by itself, and waits for their acknowledgement. */
    public void append(String persistenceId, long from, long to, String... tags) {
        await(appending(persistenceId, from, to, tags)).forEach(rejected -> {
            if (rejected.isPresent()) {
                throw new IllegalStateException(rejected.get());
            }
        });
    }

    public CompletableFuture<List<Optional<Exception>>> appending(
            String persistenceId, long from, long to, String... tags) {
        return store.write(
                persistenceId,
                LongStream.rangeClosed(from, to)
                        .mapToObj(number -> (Atomic) new Atomic.Events(List.of(event(persistenceId, number, tags))))
                        .toList());
    }

    public static NewEvent event(String persistenceId, long number, String... tags) {
        Payload payload = new Payload(1, "", text(persistenceId, number).getBytes(UTF_8));
        EventBody body = new EventBody(number, "writer", "", List.of(tags), payload, null);
        return new NewEvent(number, body.encode(), body.tags());
    }

    /** The text of an event. */
    static String textOf(ChainRecord record) {
        return new String(EventBody.of(record).event().bytes(), UTF_8);
    }

    public static String text(String persistenceId, long number) {
        return persistenceId + " event " + number;
    }

    /** Everything that is left of a persistence id, page by page. */
    public List<String> readAll(String persistenceId) {
        StreamId stream = StreamId.events(persistenceId);
        store.highest(stream);
        Page<ChainRecord> page = store.readFrom(stream, 1, Long.MAX_VALUE);
        List<String> texts = new ArrayList<>();
        while (true) {
            page.items().forEach(record -> texts.add(textOf(record)));
            if (page.end()) {
                return texts;
            }
            page = store.readAfter(stream, page.last(), Long.MAX_VALUE);
        }
    }

    /** All events with a tag, page by page. */
    public List<String> readTagged(String tag) {
        Page<ChainRecord> page = store.taggedFrom(tag, 1, Long.MAX_VALUE);
        List<String> texts = new ArrayList<>();
        while (true) {
            page.items().forEach(record -> texts.add(textOf(record)));
            if (page.end()) {
                return texts;
            }
            page = store.taggedAfter(tag, page.last(), Long.MAX_VALUE);
        }
    }

    public List<String> persistenceIds() {
        List<String> all = new ArrayList<>();
        List<String> some = store.persistenceIds("");
        while (!some.isEmpty()) {
            all.addAll(some);
            some = store.persistenceIds(some.get(some.size() - 1));
        }
        return all;
    }

    public static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        store.close();
    }
}
