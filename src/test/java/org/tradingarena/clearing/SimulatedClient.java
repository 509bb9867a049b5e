package org.tradingarena.clearing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveIntent.PlaceOrder;
import org.tradingarena.collective.SimulatedCollective;
import org.tradingarena.collective.SimulatedCollective.Message.Ask;
import org.tradingarena.collective.Verdict;

/** A client of a collective: it repeats what was not answered, believes what is, and holds the collective to it for ever. */
final class SimulatedClient {
    private final Map<Long, Ask> unanswered = new TreeMap<>();
    private final Map<String, String> acknowledged = new TreeMap<>();
    private final List<CollectiveEvent> heard = new ArrayList<>();
    private long tickets;

    Ask ask(CollectiveIntent intent) {
        Ask ask = new Ask(++tickets, intent);
        unanswered.put(ask.ticket(), ask);
        return ask;
    }

    List<Ask> unanswered() {
        return List.copyOf(unanswered.values());
    }

    Ask anyUnanswered(Random random) {
        return unanswered().get(random.nextInt(unanswered.size()));
    }

    boolean waits() {
        return !unanswered.isEmpty();
    }

    void onReply(long ticket, Verdict verdict) {
        Ask ask = unanswered.remove(ticket);
        if (ask != null && ask.intent() instanceof PlaceOrder place && verdict instanceof Verdict.Placed placed) {
            String before =
                    acknowledged.put(place.clientOrderId(), placed.order().orderId());
            if (before != null && !before.equals(placed.order().orderId())) {
                throw new AssertionError(
                        place.clientOrderId() + " was order " + before + " and is now " + placed.order());
            }
        }
    }

    /** Live events: in order, without a gap; what a crash kept from it is read from the journal. */
    void onEvents(List<CollectiveEvent> events) {
        for (CollectiveEvent event : events) {
            if (event.seq() != heard.size() + 1L) {
                throw new AssertionError("after event " + heard.size() + " was told " + event);
            }
            heard.add(event);
        }
    }

    /** What it was told is in the journal, as it was told. */
    void check(SimulatedCollective collective) {
        List<CollectiveEvent> journal = collective.journaled();
        if (heard.size() > journal.size() || !journal.subList(0, heard.size()).equals(heard)) {
            throw new AssertionError(collective.name() + " told events that are not journaled");
        }
        acknowledged.forEach((clientOrderId, orderId) -> {
            if (!orderId.equals(collective.orderOf(clientOrderId))) {
                throw new AssertionError(collective.name() + " acknowledged " + orderId + " and does not know it");
            }
        });
    }

    void catchUp(SimulatedCollective collective) {
        List<CollectiveEvent> journal = collective.journaled();
        heard.addAll(journal.subList(heard.size(), journal.size()));
    }
}
