package org.tradingarena.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tradingarena.client.ArenaListener;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.Continuity;
import org.tradingarena.client.OrderFate;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.ServerMessage;

/** Writes down all that a client of the library is told. */
final class Watcher implements ArenaListener {
    final List<PrivateEvent> events = new CopyOnWriteArrayList<>();
    final List<ConnectionState> states = new CopyOnWriteArrayList<>();
    final List<Continuity> continuity = new CopyOnWriteArrayList<>();
    final List<OrderFate> fates = new CopyOnWriteArrayList<>();
    final List<String> warnings = new CopyOnWriteArrayList<>();
    final List<ServerMessage.MarketData> market = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(PrivateEvent event) {
        events.add(event);
    }

    @Override
    public void onMarket(ServerMessage.MarketData message) {
        market.add(message);
    }

    @Override
    public void onConnection(ConnectionState state) {
        states.add(state);
    }

    @Override
    public void onContinuity(Continuity change) {
        continuity.add(change);
    }

    @Override
    public void onFate(OrderFate fate) {
        fates.add(fate);
    }

    @Override
    public void onWarning(String warning) {
        warnings.add(warning);
    }

    /** The numbers of all events, in the order in which they were told. */
    List<Long> seqs() {
        return events.stream().map(PrivateEvent::seq).toList();
    }
}
