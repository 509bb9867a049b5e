package org.tradingarena.gateway.socket;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.market.MarketFrames;
import org.tradingarena.market.MarketHubCommand;
import org.tradingarena.protocol.Resume.MarketPosition;
import org.tradingarena.protocol.Room;

/**
 * The market rooms of one socket: which symbols it hears of, each once, and which of them it had to drop because the client reads too
 * slowly (protocol sections 7 and 8). What is dropped comes again in short once there is room.
 */
final class MarketRooms {
    private final String subscriber;
    private final Instruments instruments;
    private final ActorRef<MarketHubCommand> hub;
    private final ActorRef<MarketFrames> receiver;
    private final Map<String, Feed> feeds = new HashMap<>();
    private boolean known;
    private long served;

    /** One symbol. */
    private static final class Feed {
        private long lastSeq = -1;
        private long servedAt;
        private boolean dropping;
        private boolean resyncAsked;
    }

    MarketRooms(
            String subscriber,
            Instruments instruments,
            ActorRef<MarketHubCommand> hub,
            ActorRef<MarketFrames> receiver) {
        this.subscriber = subscriber;
        this.instruments = instruments;
        this.hub = hub;
        this.receiver = receiver;
    }

    /** Hears of the symbols of these rooms, and of no others; where it stands is told by {@code resume}. */
    void enter(List<Room> rooms, Map<String, MarketPosition> resume) {
        Set<String> symbols = symbols(rooms);
        for (String left : List.copyOf(feeds.keySet())) {
            if (!symbols.contains(left)) {
                feeds.remove(left);
                hub.tell(new MarketHubCommand.Unsubscribe(subscriber, left));
            }
        }
        for (String symbol : symbols) {
            if (feeds.putIfAbsent(symbol, new Feed()) == null) {
                known = true;
                hub.tell(new MarketHubCommand.Subscribe(subscriber, symbol, resume.get(symbol), receiver));
            }
        }
    }

    private Set<String> symbols(List<Room> rooms) {
        Set<String> symbols = new HashSet<>();
        for (Room room : rooms) {
            if (room instanceof Room.Market) {
                instruments.all().stream().map(Instrument::symbol).forEach(symbols::add);
            } else if (room instanceof Room.MarketSymbol market
                    && instruments.find(market.symbol()).isPresent()) {
                symbols.add(market.symbol());
            }
        }
        return symbols;
    }

    /**
     * Whether these messages go to the client now; if not, they are dropped until there is room.
     *
     * @param room is asked only about messages that the client wants
     */
    boolean take(MarketFrames frames, BooleanSupplier room) {
        Feed feed = feeds.get(frames.symbol());
        if (feed == null || (feed.dropping && !frames.anew())) {
            return false;
        }
        boolean taken = room.getAsBoolean();
        feed.dropping = !taken;
        feed.resyncAsked = false;
        if (taken) {
            feed.lastSeq = frames.lastSeq();
            feed.servedAt = ++served;
        }
        return taken;
    }

    /** Whether the messages of some symbol were dropped, and nobody has asked for them again. */
    boolean waitsForRoom() {
        return feeds.values().stream().anyMatch(feed -> feed.dropping && !feed.resyncAsked);
    }

    /** There is room: asks for what was dropped of the symbol that has waited longest. */
    void resync() {
        feeds.entrySet().stream()
                .filter(entry -> entry.getValue().dropping && !entry.getValue().resyncAsked)
                .min(Comparator.comparingLong(entry -> entry.getValue().servedAt))
                .ifPresent(entry -> {
                    Feed feed = entry.getValue();
                    feed.resyncAsked = true;
                    hub.tell(new MarketHubCommand.Resync(subscriber, entry.getKey(), feed.lastSeq));
                });
    }

    /** The socket is gone. */
    void leave() {
        feeds.clear();
        if (known) {
            known = false;
            hub.tell(new MarketHubCommand.Gone(subscriber));
        }
    }
}
