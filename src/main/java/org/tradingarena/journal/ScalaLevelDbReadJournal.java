package org.tradingarena.journal;

import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.scaladsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.scaladsl.CurrentEventsByTagQuery;
import org.apache.pekko.persistence.query.scaladsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.persistence.query.scaladsl.EventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.scaladsl.EventsByTagQuery;
import org.apache.pekko.persistence.query.scaladsl.ReadJournal;
import org.apache.pekko.stream.scaladsl.Source;

/** {@link LevelDbReadJournal} for callers in Scala, which Pekko's own libraries are. */
public final class ScalaLevelDbReadJournal
        implements ReadJournal,
                CurrentEventsByPersistenceIdQuery,
                EventsByPersistenceIdQuery,
                CurrentPersistenceIdsQuery,
                CurrentEventsByTagQuery,
                EventsByTagQuery {
    private final LevelDbReadJournal journal;

    ScalaLevelDbReadJournal(LevelDbReadJournal journal) {
        this.journal = journal;
    }

    @Override
    public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(String persistenceId, long from, long to) {
        return journal.currentEventsByPersistenceId(persistenceId, from, to).asScala();
    }

    @Override
    public Source<EventEnvelope, NotUsed> eventsByPersistenceId(String persistenceId, long from, long to) {
        return journal.eventsByPersistenceId(persistenceId, from, to).asScala();
    }

    @Override
    public Source<EventEnvelope, NotUsed> currentEventsByTag(String tag, Offset offset) {
        return journal.currentEventsByTag(tag, offset).asScala();
    }

    @Override
    public Source<EventEnvelope, NotUsed> eventsByTag(String tag, Offset offset) {
        return journal.eventsByTag(tag, offset).asScala();
    }

    @Override
    public Source<String, NotUsed> currentPersistenceIds() {
        return journal.currentPersistenceIds().asScala();
    }
}
