package org.tradingarena.journal;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.query.ReadJournalProvider;

/** Called by Pekko for {@code arena.journal.leveldb-query}. */
public final class LevelDbReadJournalProvider implements ReadJournalProvider {
    private final LevelDbReadJournal journal;

    public LevelDbReadJournalProvider(ExtendedActorSystem system, Config config) {
        journal = new LevelDbReadJournal(system, config);
    }

    @Override
    public LevelDbReadJournal javadslReadJournal() {
        return journal;
    }

    @Override
    public ScalaLevelDbReadJournal scaladslReadJournal() {
        return new ScalaLevelDbReadJournal(journal);
    }
}
