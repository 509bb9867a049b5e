package org.tradingarena.journal;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.japi.pf.ReceiveBuilder;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.JournalStore;
import org.tradingarena.journal.store.Page;
import org.tradingarena.journal.store.Submission;
import org.tradingarena.journal.store.Submission.Atomic;
import org.tradingarena.journal.store.Submission.NewEvent;
import scala.PartialFunction;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Pekko's journal plugin on a {@link JournalStore}: {@code pekko.persistence.journal.plugin = "arena.journal.leveldb"}. Writes that
 * wait at the same time share one batch and one sync; replays run beside them. An atomic write that cannot be serialized, or whose
 * sequence numbers exist already, is rejected alone. A replay meets a hole or an altered record with {@link CorruptJournalException}.
 */
public final class LevelDbJournal extends AsyncWriteJournal {
    private final JournalStore store;
    private final EventCodec codec;
    private final Executor reading;
    private boolean flushing;

    /** Sent to itself after a write: what lies before it in the mailbox joins the same batch. */
    private enum Flush {
        FLUSH
    }

    /** Called by Pekko, with the plugin's configuration and its id. */
    public LevelDbJournal(Config config, String journalId) {
        Journals journals = Journals.get(context().system());
        store = journals.openForPlugin(journalId);
        codec = new EventCodec(context().system());
        reading = context()
                .system()
                .dispatchers()
                .lookup(journals.settings(journalId).readDispatcher());
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receivePluginInternal() {
        return ReceiveBuilder.create().match(Flush.class, this::onFlush).build().onMessage();
    }

    private void onFlush(Flush flush) {
        flushing = false;
        store.flush();
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> messages) {
        List<CompletableFuture<List<Optional<Exception>>>> outcomes = new ArrayList<>(1);
        List<Atomic> writes = new ArrayList<>();
        String persistenceId = "";
        for (AtomicWrite message : messages) {
            if (!message.persistenceId().equals(persistenceId) && !writes.isEmpty()) {
                outcomes.add(enqueue(persistenceId, writes));
                writes = new ArrayList<>();
            }
            persistenceId = message.persistenceId();
            writes.add(encode(message));
        }
        outcomes.add(enqueue(persistenceId, writes));
        return ScalaFutures.of(joined(outcomes));
    }

    private Atomic encode(AtomicWrite message) {
        List<NewEvent> events = new ArrayList<>(message.size());
        try {
            for (PersistentRepr event : CollectionConverters.asJava(message.payload())) {
                events.add(codec.encode(event));
            }
            return new Atomic.Events(events);
        } catch (Exception e) { // a serializer may throw what it likes, checked exceptions too: Scala does not tell
            return new Atomic.Refused(e);
        }
    }

    private CompletableFuture<List<Optional<Exception>>> enqueue(String persistenceId, List<Atomic> writes) {
        Submission.Write write = Submission.Write.of(persistenceId, writes);
        if (store.enqueue(write) && !flushing) {
            flushing = true;
            self().tell(Flush.FLUSH, self());
        }
        return write.outcome();
    }

    /** Pekko sends the writes of one persistent actor at a time, so there is nearly always one. */
    private static CompletionStage<Iterable<Optional<Exception>>> joined(
            List<CompletableFuture<List<Optional<Exception>>>> outcomes) {
        if (outcomes.size() == 1) {
            return outcomes.get(0).thenApply(all -> all);
        }
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .thenApply(done -> outcomes.stream()
                        .flatMap(outcome -> outcome.join().stream())
                        .toList());
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        return ScalaFutures.of(store.deleteTo(persistenceId, toSequenceNr));
    }

    /** Waits for writes of the id that are under way, or a restarted actor would use their numbers again. */
    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        return ScalaFutures.of(store.settled(persistenceId)
                .thenApplyAsync(settled -> highest(StreamId.events(persistenceId), fromSequenceNr), reading));
    }

    /** Pekko asks from the snapshot's number on: a journal that ends before its snapshot has lost its end. */
    private Long highest(StreamId stream, long snapshotNr) {
        long highest = store.highest(stream);
        if (snapshotNr > highest) {
            throw CorruptJournalException.at(
                    stream,
                    highest + 1,
                    "there is a snapshot of number " + snapshotNr + ", so records after this are missing");
        }
        return highest;
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long fromSequenceNr, long toSequenceNr, long max, Consumer<PersistentRepr> replay) {
        return ScalaFutures.of(CompletableFuture.runAsync(
                () -> replay(StreamId.events(persistenceId), fromSequenceNr, toSequenceNr, max, replay), reading));
    }

    private void replay(StreamId stream, long from, long to, long max, Consumer<PersistentRepr> replay) {
        long left = max;
        Page<ChainRecord> page = store.readFrom(stream, from, to);
        while (left > 0) {
            for (ChainRecord record : page.items()) {
                if (left-- <= 0) {
                    return;
                }
                replay.accept(codec.decode(record));
            }
            if (page.end()) {
                return;
            }
            page = store.readAfter(stream, page.last(), to);
        }
    }
}
