package org.tradingarena.market;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.journal.EventAdapter;
import org.apache.pekko.persistence.journal.EventSeq;
import org.tradingarena.journal.RestoredEpochs;

/** Between a book's first event and the journal: after a restore, a book has a new epoch. */
public final class BookEpochs implements EventAdapter {
    private final RestoredEpochs epochs;

    /** Called by Pekko. */
    public BookEpochs(ExtendedActorSystem system) {
        epochs = RestoredEpochs.of(system);
    }

    @Override
    public String manifest(Object event) {
        return "";
    }

    @Override
    public Object toJournal(Object event) {
        return renamed((BookEvent.BookListed) event);
    }

    @Override
    public EventSeq fromJournal(Object event, String manifest) {
        return EventSeq.single(renamed((BookEvent.BookListed) event));
    }

    private BookEvent renamed(BookEvent.BookListed listed) {
        return new BookEvent.BookListed(epochs.renamed(listed.epoch()), listed.symbol(), listed.at());
    }
}
