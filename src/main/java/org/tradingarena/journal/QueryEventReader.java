package org.tradingarena.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Reads through any Pekko read journal. The one place that knows which queries the arena asks. */
public final class QueryEventReader implements EventReader {
    /** A page has at most some hundred events: a journal that takes longer does not work, and nobody is left waiting for it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ActorSystem<?> system;
    private final CurrentEventsByPersistenceIdQuery events;
    private final CurrentPersistenceIdsQuery ids;

    /** Reads through the plugin at this configuration path. */
    public QueryEventReader(ActorSystem<?> system, String plugin) {
        ReadJournal journal = PersistenceQuery.get(system).getReadJournalFor(ReadJournal.class, plugin);
        this.system = system;
        this.events = (CurrentEventsByPersistenceIdQuery) journal;
        this.ids = (CurrentPersistenceIdsQuery) journal;
    }

    @Override
    public CompletionStage<List<Stored>> after(String persistenceId, long seq, int limit) {
        return events.currentEventsByPersistenceId(persistenceId, seq + 1, seq + limit)
                .statefulMap(
                        () -> seq,
                        (last, envelope) -> Pair.create(envelope.sequenceNr(), stored(persistenceId, last, envelope)),
                        last -> Optional.empty())
                .completionTimeout(TIMEOUT)
                .runWith(Sink.seq(), system);
    }

    private static Stored stored(String persistenceId, long last, EventEnvelope envelope) {
        if (envelope.sequenceNr() != last + 1) {
            throw new IllegalStateException("the journal of " + persistenceId + " has a hole: after event " + last
                    + " stands " + envelope.sequenceNr());
        }
        return new Stored(envelope.sequenceNr(), envelope.event());
    }

    @Override
    public CompletionStage<List<String>> persistenceIds() {
        Source<String, ?> source = ids.currentPersistenceIds();
        return source.runWith(Sink.seq(), system);
    }
}
