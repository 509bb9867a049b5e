package org.tradingarena.session;

import java.util.Collection;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.Stamp;
import org.tradingarena.protocol.Room;

/** Which parts of its collective's private events a client gets: those of the rooms that it is in (protocol section 6). */
public record Parts(boolean orders, boolean portfolio) {
    /** Everything that an event tells. */
    public static final Parts BOTH = new Parts(true, true);

    /** Of a client in no private room. */
    public static final Parts NONE = new Parts(false, false);

    /** What a client in these rooms gets of this collective's events. */
    public static Parts of(Collection<Room> rooms, String collective) {
        return new Parts(rooms.contains(new Room.Orders(collective)), rooms.contains(new Room.Portfolio(collective)));
    }

    /** Whether an event has a part for the client. */
    public boolean in(CollectiveEvent event) {
        return (orders && event.hasOrdersPart()) || (portfolio && event.hasPortfolioPart());
    }

    /** The greatest lower seq with a part for the client, 0 if none. */
    public long previous(Stamp stamp) {
        return Math.max(orders ? stamp.previousOrders() : 0, portfolio ? stamp.previousPortfolio() : 0);
    }
}
