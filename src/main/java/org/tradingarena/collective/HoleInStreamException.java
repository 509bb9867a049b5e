package org.tradingarena.collective;

/** An event does not follow its predecessor: something of the journal is missing or altered. The entity must not go on. */
public final class HoleInStreamException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    HoleInStreamException(StreamHead head, Stamp stamp) {
        super("the stream does not go on: after event " + head.seq() + " (epoch " + head.epoch() + ", orders "
                + head.lastOrders() + ", portfolio " + head.lastPortfolio() + ") stands " + stamp);
    }
}
