package org.tradingarena.market.feed.kraken;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.socket.Conversation;
import org.tradingarena.market.feed.socket.Loss;
import org.tradingarena.market.feed.socket.LossException;
import org.tradingarena.market.feed.socket.Members;
import org.tradingarena.market.feed.socket.StreamSettings;
import org.tradingarena.protocol.Fields;

/**
 * What is said over one connection to Kraken: the channels {@code book}, {@code trade} and {@code ticker} of each symbol.
 *
 * <p>Each symbol is confirmed alone on each channel. A book begins with a snapshot, and every message about it carries a checksum. A trade's
 * {@code trade_id} is "a sequence number, unique per book"; the snapshot of the trades before the subscription says where it stands, and is
 * not handed out. Heartbeats come about once a second when nothing else does. Channels that were not asked for are passed over.
 *
 * @see <a href="https://docs.kraken.com/exchange/api-reference/spot-websocket-v2/book">book</a>
 * @see <a href="https://docs.kraken.com/exchange/api-reference/spot-websocket-v2/trade">trade</a>
 * @see <a href="https://docs.kraken.com/exchange/api-reference/spot-websocket-v2/ticker">ticker</a>
 * @see <a href="https://docs.kraken.com/exchange/api-reference/spot-websocket-v2/status">status</a>
 */
final class KrakenConversation extends Conversation {
    /** What is verified; tests leave one out to see that it is missed. */
    enum Check {
        CHECKSUM,
        TRADE_NUMBERS
    }

    static final Set<Check> ALL_CHECKS = Set.of(Check.values());

    /** Kraken asks for one at least every 60 seconds. */
    private static final Duration BETWEEN_PINGS = Duration.ofSeconds(30);

    private static final String PING = "{\"method\":\"ping\"}";
    private static final List<String> CHANNELS = List.of("book", "trade", "ticker");

    private final List<String> symbols;
    private final int depth;
    private final Set<String> unconfirmed = new HashSet<>();
    private final Map<String, KrakenMarket> markets = new HashMap<>();
    private Instant lastPing;

    KrakenConversation(List<String> symbols, StreamSettings settings, Instant now, Set<Check> checks) {
        super(settings.maxMessageCharacters());
        this.symbols = List.copyOf(symbols);
        this.depth = settings.depth();
        this.lastPing = now;
        for (String symbol : symbols) {
            markets.put(symbol, new KrakenMarket(symbol, depth, checks));
            CHANNELS.forEach(channel -> unconfirmed.add(subscription(channel, symbol)));
        }
    }

    @Override
    public List<String> requests() {
        return List.of(
                request("book", "\"depth\":" + depth + ",\"snapshot\":true"),
                request("trade", "\"snapshot\":true"),
                // The default speaks at trades only, and the best prices change between them.
                request("ticker", "\"event_trigger\":\"bbo\",\"snapshot\":true"));
    }

    @Override
    public boolean confirmed() {
        return unconfirmed.isEmpty();
    }

    @Override
    public Optional<String> keepAlive(Instant now) {
        if (now.isBefore(lastPing.plus(BETWEEN_PINGS))) {
            return Optional.empty();
        }
        lastPing = now;
        return Optional.of(PING);
    }

    @Override
    protected List<MarketEvent> events(Fields message, Instant arrival) throws LossException {
        if (message.has("method")) {
            answered(message);
            return List.of();
        }
        return switch (Members.text(message, "channel")) {
            case "book" -> books(message, arrival);
            case "trade" -> trades(message, arrival);
            case "ticker" -> tickers(message, arrival);
            case "status" -> status(message);
            default -> List.of();
        };
    }

    private void answered(Fields message) throws LossException {
        if (!message.flag("success").orElse(true)) {
            throw new LossException(
                    Loss.Kind.REFUSED, message.text("error", Integer.MAX_VALUE).orElse("without a reason"));
        }
        if (Members.text(message, "method").equals("subscribe")) {
            Fields result = message.object("result").orElseThrow(message.missing("result"));
            unconfirmed.remove(subscription(Members.text(result, "channel"), Members.text(result, "symbol")));
        }
    }

    private List<MarketEvent> books(Fields message, Instant arrival) throws LossException {
        boolean snapshot = isSnapshot(message);
        List<MarketEvent> events = new ArrayList<>();
        for (Fields data : Members.objects(message, "data")) {
            events.add(market(data).book(data, snapshot, arrival));
        }
        return events;
    }

    private List<MarketEvent> trades(Fields message, Instant arrival) throws LossException {
        boolean snapshot = isSnapshot(message);
        List<Fields> trades = new ArrayList<>(Members.objects(message, "data"));
        // Nothing is documented about the order within a message.
        trades.sort(Comparator.comparingLong(KrakenMarket::tradeNumber));
        List<MarketEvent> events = new ArrayList<>();
        for (Fields data : trades) {
            market(data).trade(data, snapshot, arrival).ifPresent(events::add);
        }
        return events;
    }

    private List<MarketEvent> tickers(Fields message, Instant arrival) throws LossException {
        List<MarketEvent> events = new ArrayList<>();
        for (Fields data : Members.objects(message, "data")) {
            market(data).ticker(data, arrival).ifPresent(events::add);
        }
        return events;
    }

    private static List<MarketEvent> status(Fields message) throws LossException {
        for (Fields data : Members.objects(message, "data")) {
            if (Members.text(data, "system").equals("maintenance")) {
                throw new LossException(Loss.Kind.MAINTENANCE, "the markets are offline");
            }
        }
        return List.of();
    }

    private KrakenMarket market(Fields data) throws LossException {
        String symbol = Members.text(data, "symbol");
        KrakenMarket market = markets.get(symbol);
        if (market == null) {
            throw new LossException(Loss.Kind.UNKNOWN_SYMBOL, symbol);
        }
        return market;
    }

    private static boolean isSnapshot(Fields message) {
        return switch (Members.text(message, "type")) {
            case "snapshot" -> true;
            case "update" -> false;
            default -> throw message.invalid("type", "must be snapshot or update");
        };
    }

    /** Symbols have no character that JSON would escape. */
    private String request(String channel, String parameters) {
        String names = symbols.stream().map(symbol -> '"' + symbol + '"').collect(Collectors.joining(","));
        return "{\"method\":\"subscribe\",\"params\":{\"channel\":\"" + channel + "\",\"symbol\":[" + names + "],"
                + parameters + "}}";
    }

    private static String subscription(String channel, String symbol) {
        return channel + " " + symbol;
    }
}
