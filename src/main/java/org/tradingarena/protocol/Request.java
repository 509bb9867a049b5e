package org.tradingarena.protocol;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/** What a client asks for (protocol sections 3 to 9), well-formed. {@link RequestParser} makes them, {@link RequestWriter} writes them. */
public sealed interface Request {
    /** The wire's name of the request. */
    default String type() {
        return RequestTypes.of(this);
    }

    /**
     * Sign in.
     *
     * @param subscriptions the rooms that replace the session's; null keeps them
     * @param gzip whether frames over 1 KiB come as binary gzip
     */
    record Auth(
            String clientId,
            ClientType clientType,
            Role role,
            Credentials credentials,
            Resume resume,
            @Nullable List<Room> subscriptions,
            boolean gzip)
            implements Request {
        public Auth {
            subscriptions = subscriptions == null ? null : List.copyOf(subscriptions);
        }
    }

    /** A sign of life. */
    record Heartbeat(OptionalLong ackSeq) implements Request {}

    /** Everything up to {@code seq} is processed. */
    record Ack(long seq) implements Request {}

    /** A page of history. */
    record Replay(long afterSeq, int limit) implements Request {}

    /**
     * The state, or its difference to one that the client holds.
     *
     * @param include never empty
     */
    record GetInitialState(Set<Include> include, @Nullable StateBase base) implements Request {
        public GetInitialState {
            include = Set.copyOf(include);
        }
    }

    /** A state that a client holds. */
    record StateBase(long seq, String stateHash) {}

    /** The portfolio. */
    record GetPortfolio() implements Request {}

    /** The balances. */
    record GetBalances() implements Request {}

    /**
     * Orders, newest first.
     *
     * @param cursor that of the page before; null for the first
     */
    record GetOrders(
            OrderFilter status,
            @Nullable String symbol,
            int limit,
            @Nullable String cursor) implements Request {
        /** The cursor of the page that begins with orders accepted before this seq; null for 0, the end. */
        public static @Nullable String cursorOf(long before) {
            return before == 0 ? null : Long.toString(before);
        }

        /** Only orders accepted before this seq are shown; empty if the cursor is not one of the arena's. */
        public OptionalLong before() {
            if (cursor == null) {
                return OptionalLong.of(Long.MAX_VALUE);
            }
            try {
                long before = Long.parseLong(cursor);
                return before > 0 ? OptionalLong.of(before) : OptionalLong.empty();
            } catch (NumberFormatException foreign) {
                return OptionalLong.empty();
            }
        }
    }

    /**
     * Place an order.
     *
     * @param price null for a market order, and only for that
     * @param timeInForce what was named, else {@code gtc} for a limit order and {@code ioc} for a market order
     */
    record PlaceOrder(
            String clientOrderId,
            String symbol,
            Side side,
            OrderType orderType,
            Amount quantity,
            @Nullable Amount price,
            TimeInForce timeInForce,
            boolean postOnly)
            implements Request {
        /** Tells other terms under the same {@code client_order_id} from a repetition; stable for ever, since journals keep it. */
        public long termsHash() {
            return TermsHash.of(this);
        }
    }

    /** Names an order by exactly one of its two ids; the other is null. */
    record OrderReference(
            @Nullable String orderId, @Nullable String clientOrderId) {
        public OrderReference {
            if ((orderId == null) == (clientOrderId == null)) {
                throw new IllegalArgumentException("an order is named by exactly one of its ids");
            }
        }

        /** By the server's id. */
        public static OrderReference byId(String orderId) {
            return new OrderReference(orderId, null);
        }

        /** By the client's id. */
        public static OrderReference byClientOrderId(String clientOrderId) {
            return new OrderReference(null, clientOrderId);
        }
    }

    /** Cancel one order. */
    record CancelOrder(OrderReference order) implements Request {}

    /** Cancel all working orders, or those of one symbol. */
    record CancelAllOrders(@Nullable String symbol) implements Request {}

    /** Change an order; null leaves the price or the quantity as it is, never both. */
    record AmendOrder(
            OrderReference order,
            @Nullable Amount price,
            @Nullable Amount quantity) implements Request {}

    /** Whether this client's orders go when its socket does; without a grace the server's default holds. */
    record SetCancelOnDisconnect(boolean enabled, OptionalLong graceMillis) implements Request {}

    /** Start, restart or (0) stop the dead man's switch. */
    record CancelAllAfter(long timeoutMillis) implements Request {}

    /** Enter rooms. */
    record Subscribe(List<Room> rooms) implements Request {
        public Subscribe {
            rooms = List.copyOf(rooms);
        }
    }

    /** Leave rooms. */
    record Unsubscribe(List<Room> rooms) implements Request {
        public Unsubscribe {
            rooms = List.copyOf(rooms);
        }
    }

    /** Change preferences; what is null or empty stays. */
    record SetPreferences(
            Preferences.@Nullable Delivery delivery,
            Preferences.@Nullable Priority priority,
            OptionalInt maxEventsPerSecond,
            Preferences.@Nullable Compression compression)
            implements Request {}

    /** All instruments. */
    record GetInstruments() implements Request {}

    /** The book of a symbol, so many levels of each side. */
    record GetOrderBook(String symbol, int depth) implements Request {}

    /** The newest trades of a symbol. */
    record GetTrades(String symbol, int limit) implements Request {}

    /** The newest candles of a symbol. */
    record GetCandles(String symbol, CandleInterval interval, int limit) implements Request {}

    /** The standings. */
    record GetLeaderboard() implements Request {}
}
