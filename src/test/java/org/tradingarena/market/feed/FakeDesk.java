package org.tradingarena.market.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Position;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.StateView;

/** A maker's collective, as far as a maker sees it: orders rest at once and leave at once. It can be mute, and forget what it is told. */
final class FakeDesk implements TradingDesk {
    private final ActorRef<MarketMaker.Command> maker;
    private final Map<String, Order> orders = new LinkedHashMap<>();
    final List<String> calls = new ArrayList<>();
    private boolean open = true;
    private boolean mute;
    private boolean losesCancels;
    private long position;
    private int ids;

    FakeDesk(ActorRef<MarketMaker.Command> maker) {
        this.maker = maker;
    }

    synchronized void isOpen(boolean whether) {
        open = whether;
    }

    synchronized void mute(boolean whether) {
        mute = whether;
    }

    synchronized void losesCancels(boolean whether) {
        losesCancels = whether;
    }

    synchronized void position(long held) {
        position = held;
    }

    /** An order of somebody else in the same collective, or one that an earlier run left. */
    synchronized void rests(String client, String symbol, Side side, long price) {
        add(client, "other-" + ids, symbol, new Quoting.Quote(side, price, Atoms.ONE));
    }

    synchronized List<Order> working() {
        return List.copyOf(orders.values());
    }

    synchronized List<Order> working(String symbol, Side side) {
        return orders.values().stream()
                .filter(order -> order.symbol().equals(symbol) && order.side() == side)
                .toList();
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** One trade in full. */
    synchronized void fill(String orderId) {
        Order order = orders.remove(orderId);
        position += order.side() == Side.BUY ? order.quantity() : -order.quantity();
    }

    @Override
    public synchronized void open() {
        calls.add("open");
    }

    @Override
    public synchronized void ask(long ticket) {
        calls.add("ask");
        if (!mute) {
            maker.tell(open ? new MarketMaker.Told(ticket, state()) : new MarketMaker.NotOpen());
        }
    }

    @Override
    public synchronized void place(String clientOrderId, String symbol, Quoting.Quote quote) {
        calls.add("place");
        add(MarketMaker.CLIENT, clientOrderId, symbol, quote);
    }

    @Override
    public synchronized void cancel(String orderId) {
        calls.add("cancel");
        if (!losesCancels) {
            orders.remove(orderId);
        }
    }

    @Override
    public synchronized void cancelAll(String symbol) {
        calls.add("cancelAll " + symbol);
        if (!losesCancels) {
            orders.values()
                    .removeIf(order ->
                            order.symbol().equals(symbol) && order.clientId().equals(MarketMaker.CLIENT));
        }
    }

    private StateView state() {
        Balance plenty = new Balance(Atoms.of("1000000"), 0);
        return new StateView(
                "maker",
                "epoch",
                ids,
                VirtualTime.START,
                Map.of("BTC", plenty, "SOL", plenty, "USD", plenty),
                Map.of("SOL/USD", new Position("SOL/USD", position, 0, 0)),
                working(),
                List.of());
    }

    private void add(String client, String clientOrderId, String symbol, Quoting.Quote quote) {
        String id = "id-" + ++ids;
        Instant now = VirtualTime.START;
        orders.put(
                id,
                new Order(
                        id,
                        clientOrderId,
                        client,
                        symbol,
                        quote.side(),
                        OrderType.LIMIT,
                        quote.quantity(),
                        quote.price(),
                        quote.price(),
                        0,
                        0,
                        OrderStatus.OPEN,
                        TimeInForce.GTC,
                        true,
                        null,
                        0,
                        0,
                        false,
                        0,
                        now,
                        now));
    }
}
