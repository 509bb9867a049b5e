package org.tradingarena.it;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.ArenaException;
import org.tradingarena.client.NewOrder;
import org.tradingarena.client.Placed;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Order;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Request;

/**
 * A bot that trades at random through the library, as if its network were good: it asks, and waits for what the futures say. It keeps what
 * it was told of each order. One step at a time, and at most {@value #OUTSTANDING} requests without an answer.
 */
final class ChaosTrader {
    private static final int OUTSTANDING = 6;
    private static final int MOST_WORKING = 40;
    private static final int MIDDLE = 100;
    private static final int SPREAD = 15;

    /** Nothing was done, and nothing is in the journal: for want of room, or because an order got nowhere and was too old. */
    private static final Set<ErrorCode> PUT_OFF =
            Set.of(ErrorCode.OVERLOADED, ErrorCode.RATE_LIMITED, ErrorCode.ORDER_NOT_FOUND);

    private final ChaosClient bot;
    private final Random random;
    private final Map<String, NewOrder> unanswered = new ConcurrentHashMap<>();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final Map<String, ErrorCode> refused = new ConcurrentHashMap<>();
    private final Set<String> putOff = ConcurrentHashMap.newKeySet();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Set<String> amended = ConcurrentHashMap.newKeySet();
    private final Set<String> failures = ConcurrentHashMap.newKeySet();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();
    private volatile boolean ending;
    private int orders;

    ChaosTrader(ChaosClient bot, long seed) {
        this.bot = bot;
        this.random = new Random(seed);
    }

    /** Does one thing, if not too much waits for an answer. */
    synchronized void step() {
        if (outstanding.get() >= OUTSTANDING) {
            return;
        }
        List<Order> working = working();
        int dice = random.nextInt(100);
        if (working.size() > MOST_WORKING) {
            counted(bot.client().cancelAll(null));
        } else if (dice < 20 && !working.isEmpty()) {
            cancel(any(working));
        } else if (dice < 30 && !working.isEmpty()) {
            amend(any(working));
        } else {
            place(order(bot.clientId() + "-" + ++orders));
        }
    }

    private List<Order> working() {
        return bot.client().account().map(Account::openOrders).orElse(List.of()).stream()
                .filter(order -> order.clientId().equals(bot.clientId()))
                .toList();
    }

    private Order any(List<Order> working) {
        return working.get(random.nextInt(working.size()));
    }

    private NewOrder order(String clientOrderId) {
        String symbol = Trader.SYMBOLS.get(random.nextInt(Trader.SYMBOLS.size()));
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        int dice = random.nextInt(100);
        String quantity = dice == 99 ? "999999" : quantity().toPlainString(); // nobody can pay for so much
        NewOrder order = dice < 8
                ? NewOrder.market(symbol, side, quantity)
                : NewOrder.limit(symbol, side, quantity, price().toPlainString());
        if (dice >= 8 && dice < 20) {
            order = order.withTimeInForce(TimeInForce.IOC);
        } else if (dice >= 20 && dice < 25) {
            order = order.withTimeInForce(TimeInForce.FOK);
        } else if (dice >= 25 && dice < 35) {
            order = order.withPostOnly();
        }
        return order.withClientOrderId(clientOrderId);
    }

    private void place(NewOrder order) {
        String id = order.clientOrderId() == null ? "" : order.clientOrderId();
        unanswered.put(id, order);
        counted(bot.client().place(order)).whenComplete((placed, failed) -> answered(id, placed, failed));
    }

    private void answered(String id, @Nullable Placed placed, @Nullable Throwable failed) {
        if (placed != null) {
            accepted.put(id, placed.order().orderId());
            duplicates.addAndGet(placed.duplicate() ? 1 : 0);
            unanswered.remove(id);
        } else if (ending || code(failed) == ErrorCode.OUTCOME_UNKNOWN) {
            return; // it is asked again
        } else if (code(failed) == null) {
            failures.add(id + " failed with " + failed);
        } else {
            settled(id, code(failed));
        }
    }

    private void settled(String id, ErrorCode code) {
        if (PUT_OFF.contains(code)) {
            putOff.add(id);
        } else {
            refused.put(id, code);
        }
        unanswered.remove(id);
    }

    private static @Nullable ErrorCode code(@Nullable Throwable failed) {
        Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
        return cause instanceof ArenaException refusal ? refusal.code() : null;
    }

    private void cancel(Order order) {
        Request.OrderReference reference = random.nextBoolean()
                ? Request.OrderReference.byId(order.orderId())
                : Request.OrderReference.byClientOrderId(order.clientOrderId());
        counted(bot.client().cancel(reference)).thenAccept(done -> cancelled.add(order.orderId()));
    }

    private void amend(Order order) {
        boolean isPriced = order.orderType() == OrderType.LIMIT && random.nextBoolean();
        Amount price = isPriced ? new Amount(price().toPlainString()) : null;
        Amount quantity = price == null || random.nextBoolean()
                ? new Amount(order.filledQuantity().add(quantity()).toPlainString())
                : null;
        Request.OrderReference reference = Request.OrderReference.byId(order.orderId());
        counted(bot.client().amend(new Request.AmendOrder(reference, price, quantity)))
                .thenAccept(done -> amended.add(order.orderId()));
    }

    private <T> CompletableFuture<T> counted(CompletableFuture<T> asked) {
        outstanding.incrementAndGet();
        asked.whenComplete((done, failed) -> outstanding.decrementAndGet());
        return asked;
    }

    /** Good for the lots of all symbols. */
    private BigDecimal quantity() {
        return BigDecimal.valueOf(1 + random.nextInt(300), 2);
    }

    private BigDecimal price() {
        return BigDecimal.valueOf(MIDDLE - SPREAD + random.nextInt(2 * SPREAD + 1));
    }

    /** The program ends, begins again, and asks again for what it never got an answer to. */
    synchronized void endAndStartAgain() {
        ending = true;
        bot.endAndStartAgain();
        Waiting.until("what was asked before the end has ended", () -> outstanding.get() == 0);
        ending = false;
        sendAgain();
    }

    /** Places everything again that has no answer, under the same ids. */
    synchronized void sendAgain() {
        List.copyOf(unanswered.values()).forEach(this::place);
    }

    /** Whether no answer is awaited. */
    boolean isAnswered() {
        return outstanding.get() == 0;
    }

    ChaosClient bot() {
        return bot;
    }

    /** order_id by client_order_id. */
    Map<String, String> accepted() {
        return accepted;
    }

    /** The codes of orders that the arena's rules refused. */
    Map<String, ErrorCode> refused() {
        return refused;
    }

    /** Orders that were not taken for want of room. */
    Set<String> putOff() {
        return putOff;
    }

    Set<String> cancelled() {
        return cancelled;
    }

    Set<String> amended() {
        return amended;
    }

    /** Orders whose fate is not known, by client_order_id. */
    Map<String, NewOrder> unanswered() {
        return unanswered;
    }

    /** Futures that failed with something else than a refusal. */
    Set<String> failures() {
        return failures;
    }

    /** Orders that were acknowledged as sent before: their first answer was lost. */
    int duplicates() {
        return duplicates.get();
    }
}
