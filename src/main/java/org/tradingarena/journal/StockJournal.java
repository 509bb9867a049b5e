package org.tradingarena.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.tradingarena.journal.kv.KeyValueStore.Cursor;
import org.tradingarena.journal.kv.KeyValueStore.Entry;
import org.tradingarena.journal.kv.KeyValueStore.View;
import org.tradingarena.journal.kv.LevelDbStore;
import org.tradingarena.journal.store.JournalStore;
import org.tradingarena.journal.store.StoreSettings;
import org.tradingarena.journal.store.Submission.Atomic;
import org.tradingarena.journal.store.Submission.NewEvent;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads what Pekko's stock LevelDB plugin wrote. Its keys are a numeric id, a sequence number and a marker; id 1 maps numeric ids to
 * names, number 0 counts, and names that begin with {@code $$$} are tags.
 */
final class StockJournal {
    private static final int MAPPING = 1;
    private static final String TAG = "$$$";
    private static final int AT_ONCE = 500;

    private final View view;
    private final Serialization serialization;
    private final EventCodec codec;
    private final JournalStore target;

    private StockJournal(View view, ClassicActorSystemProvider system, JournalStore target) {
        this.view = view;
        this.serialization = SerializationExtension.get(system);
        this.codec = new EventCodec(system);
        this.target = target;
    }

    static long convert(Path stock, StoreSettings target, ClassicActorSystemProvider system) throws IOException {
        if (!Files.exists(stock.resolve("CURRENT"))) {
            throw new IOException("There is no LevelDB in " + stock + ".");
        }
        try (LevelDbStore source =
                        LevelDbStore.open(target.engine(), stock, target.writeBuffer(), target.blockCache(), false);
                JournalStore journal = JournalStore.open(target, JournalStore.Hooks.of(Runnable::run, failure -> {}));
                View view = source.view()) {
            return new StockJournal(view, system, journal).convert();
        }
    }

    private long convert() {
        SortedMap<String, Integer> ids = ids();
        Map<String, List<String>> tags = tags(ids);
        long events = 0;
        for (Map.Entry<String, Integer> id : ids.entrySet()) {
            if (!id.getKey().startsWith(TAG)) {
                events += convert(id.getKey(), id.getValue(), tags);
            }
        }
        return events;
    }

    private SortedMap<String, Integer> ids() {
        SortedMap<String, Integer> ids = new TreeMap<>();
        try (Cursor cursor = view.seek(key(MAPPING, 0))) {
            for (Entry entry = cursor.next(); entry != null && idOf(entry) == MAPPING; entry = cursor.next()) {
                ids.put(
                        new String(entry.value(), UTF_8),
                        ByteBuffer.wrap(entry.key()).getInt(12));
            }
        }
        return ids;
    }

    /** The tags of each event that has any, by its persistence id and number. */
    private Map<String, List<String>> tags(SortedMap<String, Integer> ids) {
        Map<String, List<String>> tags = new TreeMap<>();
        ids.forEach((name, id) -> {
            if (name.startsWith(TAG)) {
                try (Cursor cursor = view.seek(key(id, 1))) {
                    for (Entry entry = cursor.next(); entry != null && idOf(entry) == id; entry = cursor.next()) {
                        PersistentRepr event = read(entry);
                        tags.computeIfAbsent(place(event), any -> new ArrayList<>())
                                .add(name.substring(TAG.length()));
                    }
                }
            }
        });
        return tags;
    }

    private long convert(String persistenceId, int id, Map<String, List<String>> tags) {
        long events = 0;
        List<Atomic> waiting = new ArrayList<>();
        try (Cursor cursor = view.seek(key(id, 1))) {
            for (Entry entry = cursor.next(); entry != null && idOf(entry) == id; entry = cursor.next()) {
                waiting.add(new Atomic.Events(List.of(codec.encode(tagged(read(entry), tags)))));
                events++;
                if (waiting.size() >= AT_ONCE) {
                    write(persistenceId, waiting);
                    waiting = new ArrayList<>();
                }
            }
        }
        write(persistenceId, waiting);
        if (events == 0) {
            keepHighest(persistenceId, id);
        }
        return events;
    }

    private static PersistentRepr tagged(PersistentRepr event, Map<String, List<String>> tags) {
        List<String> own = tags.get(place(event));
        return own == null
                ? event
                : event.withPayload(new Tagged(
                        event.payload(),
                        CollectionConverters.asScala(new TreeSet<>(own)).toSet()));
    }

    /** All events were deleted, and the number of the last one must not be used again. */
    private void keepHighest(String persistenceId, int id) {
        byte[] counter = view.get(key(id, 0));
        long highest = counter == null ? 0 : ByteBuffer.wrap(counter).getLong();
        if (highest > 0) {
            NewEvent placeholder = new NewEvent(highest, new byte[0], List.of());
            write(persistenceId, List.of(new Atomic.Events(List.of(placeholder))));
            target.deleteTo(persistenceId, highest).join();
        }
    }

    private void write(String persistenceId, List<Atomic> writes) {
        if (writes.isEmpty()) {
            return;
        }
        CompletableFuture<List<Optional<Exception>>> outcome = target.write(persistenceId, writes);
        for (Optional<Exception> rejected : outcome.join()) {
            rejected.ifPresent(reason -> {
                throw new IllegalStateException("An event of " + persistenceId + " cannot be converted.", reason);
            });
        }
    }

    private PersistentRepr read(Entry entry) {
        return serialization.deserialize(entry.value(), PersistentRepr.class).get();
    }

    private static String place(PersistentRepr event) {
        return event.sequenceNr() + " " + event.persistenceId();
    }

    private static int idOf(Entry entry) {
        return entry.key().length == 20 ? ByteBuffer.wrap(entry.key()).getInt() : -1;
    }

    private static byte[] key(int id, long number) {
        return ByteBuffer.allocate(20).putInt(id).putLong(number).putInt(0).array();
    }
}
