package org.tradingarena.market.feed.coinbase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * What is said over one connection to Coinbase Exchange: the channels {@code level2_batch}, {@code matches}, {@code ticker} and {@code
 * heartbeat} of each product, {@code BTC-USD} for the arena's {@code BTC/USD}. Types that are not known are passed over, as the
 * documentation asks.
 *
 * <p>What can be lost, and how it is noticed:
 *
 * <ul>
 *   <li>A trade. {@code trade_id} counts up by one in each product; {@code last_match}, the newest trade before the subscription, says where
 *       it stands, and is not handed out. A number that is left out is a gap.
 *   <li>The newest trades, with none after them to show it. A heartbeat, one a second, names the {@code last_trade_id} "to verify that no
 *       messages were missed". The channels are not ordered against each other, so that trade must have come by the next heartbeat.
 *   <li>A change of the book. Its messages have no number: the documentation promises their delivery, so it can only be noticed where the
 *       book becomes impossible, its best bid not below its best ask.
 * </ul>
 *
 * <p>{@code sequence} grows by one a message in the channel {@code full} alone; in others it only grows. So it shows no gap here, but a
 * ticker whose number is not above that of the one before came out of order, and is passed over.
 *
 * @see <a href="https://docs.cdp.coinbase.com/exchange/websocket-feed/channels">The channels</a>
 * @see <a href="https://docs.cdp.coinbase.com/exchange/websocket-feed/overview#sequence-numbers">Sequence numbers</a>
 */
final class CoinbaseConversation extends Conversation {
    /** What is verified; tests leave one out to see that it is missed. */
    enum Check {
        TRADE_NUMBERS,
        HEARTBEATS,
        CROSSED_BOOK
    }

    static final Set<Check> ALL_CHECKS = Set.of(Check.values());

    private static final String LEVELS = "level2_batch";

    /** What the exchange calls {@link #LEVELS} in its confirmation: batches of 50 milliseconds. */
    private static final String LEVELS_CONFIRMED = "level2_50";

    private static final List<String> CHANNELS = List.of(LEVELS, "matches", "ticker", "heartbeat");
    private static final int MOST_PRODUCTS = 10_000;

    private final Map<String, CoinbaseMarket> markets = new LinkedHashMap<>();
    private boolean confirmed;

    CoinbaseConversation(List<String> symbols, StreamSettings settings, Set<Check> checks) {
        super(settings.maxMessageCharacters());
        for (String symbol : symbols) {
            markets.put(symbol.replace('/', '-'), new CoinbaseMarket(symbol, settings.depth(), checks));
        }
    }

    @Override
    public List<String> requests() {
        return List.of("{\"type\":\"subscribe\",\"product_ids\":" + array(markets.keySet()) + ",\"channels\":"
                + array(CHANNELS) + "}");
    }

    @Override
    public boolean confirmed() {
        return confirmed;
    }

    /** Nothing: the heartbeats do. */
    @Override
    public Optional<String> keepAlive(Instant now) {
        return Optional.empty();
    }

    @Override
    protected List<MarketEvent> events(Fields message, Instant arrival) throws LossException {
        return switch (Members.text(message, "type")) {
            case "snapshot" -> List.of(market(message).snapshot(message, arrival));
            case "l2update" -> List.of(market(message).change(message, arrival));
            case "match" -> market(message).trade(message, arrival).stream().toList();
            case "ticker" -> market(message).ticker(message, arrival).stream().toList();
            case "last_match" -> {
                market(message).lastTrade(message);
                yield List.of();
            }
            case "heartbeat" -> {
                market(message).heartbeat(message);
                yield List.of();
            }
            case "subscriptions" -> {
                confirmed = confirms(message);
                yield List.of();
            }
            case "error" -> throw refusal(message);
            default -> List.of();
        };
    }

    /** Whether this lists all that was asked for; each such message lists everything that is subscribed. */
    private boolean confirms(Fields message) {
        Set<String> complete = new HashSet<>();
        for (Fields channel : Members.objects(message, "channels")) {
            String name = Members.text(channel, "name");
            if (channel.texts("product_ids", MOST_PRODUCTS).containsAll(markets.keySet())) {
                complete.add(name.equals(LEVELS_CONFIRMED) ? LEVELS : name);
            }
        }
        return complete.containsAll(CHANNELS);
    }

    private static LossException refusal(Fields message) {
        List<String> words = new ArrayList<>();
        message.text("message", Integer.MAX_VALUE).ifPresent(words::add);
        message.text("reason", Integer.MAX_VALUE).ifPresent(words::add);
        return new LossException(Loss.Kind.REFUSED, words.isEmpty() ? "without a reason" : String.join(": ", words));
    }

    private CoinbaseMarket market(Fields message) throws LossException {
        String product = Members.text(message, "product_id");
        CoinbaseMarket market = markets.get(product);
        if (market == null) {
            throw new LossException(Loss.Kind.UNKNOWN_SYMBOL, product);
        }
        return market;
    }

    /** Neither products nor channels have a character that JSON would escape. */
    private static String array(Iterable<String> names) {
        List<String> quoted = new ArrayList<>();
        names.forEach(name -> quoted.add('"' + name + '"'));
        return quoted.stream().collect(Collectors.joining(",", "[", "]"));
    }
}
