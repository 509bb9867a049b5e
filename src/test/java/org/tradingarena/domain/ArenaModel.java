package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.tradingarena.domain.BookChange.AmendRejected;
import org.tradingarena.domain.BookChange.Amended;
import org.tradingarena.domain.BookChange.CancelRejected;
import org.tradingarena.domain.BookChange.Cancelled;
import org.tradingarena.domain.BookChange.Rejected;
import org.tradingarena.domain.BookChange.Rested;
import org.tradingarena.domain.BookChange.Traded;

/**
 * A whole arena in one thread: collectives with little money, one book, and between them two queues in which instructions
 * and changes wait. After each step {@link #check} holds money, coins and reservations to account. What a mutant may get
 * wrong is a method of its own.
 */
class ArenaModel {
    private static final String SYMBOL = "BTC/USD";
    private static final long DOLLARS = 40_000_000;
    private static final long COINS = 60 * BookStep.LOT;

    private final Map<String, Portfolio> portfolios = new TreeMap<>();
    private final Map<String, Long> feesPaid = new TreeMap<>();
    private final Map<OrderKey, Order> orders = new LinkedHashMap<>();
    private final Deque<BookInstruction> instructions = new ArrayDeque<>();
    private final Deque<BookChange> changes = new ArrayDeque<>();
    private final MatchedBook book;
    private Instrument instrument = BookStep.instrument(new BookStep.Rules(true, 300, 700));
    private long feesCollected;

    ArenaModel(MatchedBook.Matcher matcher) {
        book = new MatchedBook(matcher);
        for (int i = 0; i < BookStep.COLLECTIVES; i++) {
            portfolios.put("c" + i, Portfolio.empty().deposit("USD", DOLLARS).deposit("BTC", COINS));
            feesPaid.put("c" + i, 0L);
        }
    }

    /** Plays a history, then lets the queues run empty, and in the end cancels what rests. */
    void play(List<BookStep> history) {
        for (BookStep step : history) {
            carryOut(step);
            check();
        }
        settleDown();
        assertThat(working()).allSatisfy(order -> assertThat(order.reserved()).isEqualTo(Reservations.needed(order)));
        book.orders()
                .forEach(order -> instructions.add(new BookInstruction.Cancel(order.key(), Reason.CLIENT_CANCELLED)));
        settleDown();
        assertThat(working()).isEmpty();
    }

    /** The fee that a collective pays in a trade. */
    long feePaid(Traded trade, Liquidity liquidity) {
        return liquidity == Liquidity.MAKER ? trade.makerFee() : trade.takerFee();
    }

    long neededToAmend(Order order, long price, long quantity) {
        return Reservations.neededToAmend(order, price, quantity);
    }

    Order filled(Order order, long quantity, long notional) {
        return Orders.filled(order, quantity, notional, SampleOrders.LATER);
    }

    private void carryOut(BookStep step) {
        switch (step) {
            case BookStep.Place place -> place(place);
            case BookStep.Cancel cancel -> cancel(cancel);
            case BookStep.Amend amend -> amend(amend);
            case BookStep.Rules rules -> instrument = BookStep.instrument(rules);
            case BookStep.Carry carry -> carry(carry.instructions());
            case BookStep.Tell tell -> tell(tell.changes());
        }
    }

    private void place(BookStep.Place step) {
        BookInstruction.Place place =
                step.as("o" + orders.size(), step.limit(), instrument.highestFeePartsPerMillion());
        Order order = SampleOrders.pending(place);
        if (reserve(step.owner(), order.reservedCurrency(), order.reserved())) {
            orders.put(place.key(), order);
            instructions.add(place);
        }
    }

    private void cancel(BookStep.Cancel step) {
        pick(step.order()).ifPresent(key -> {
            orders.computeIfPresent(key, (k, order) -> Orders.withCancelPending(order, true, SampleOrders.LATER));
            instructions.add(new BookInstruction.Cancel(key, Reason.CLIENT_CANCELLED));
        });
    }

    private void amend(BookStep.Amend step) {
        pick(step.order()).ifPresent(key -> {
            Order order = order(key);
            long needed = neededToAmend(order, step.price(), step.quantity());
            if (order.type() == OrderType.LIMIT
                    && step.quantity() > order.filled()
                    && reserve(key.collective(), order.reservedCurrency(), needed - order.reserved())) {
                orders.put(key, Orders.amendRequested(order, needed, SampleOrders.LATER));
                instructions.add(new BookInstruction.Amend(key, step.price(), step.quantity()));
            }
        });
    }

    private boolean reserve(String collective, String currency, long amount) {
        Portfolio portfolio = portfolio(collective);
        if (portfolio.balance(currency).available() < amount) {
            return false;
        }
        portfolios.put(collective, portfolio.reserve(currency, amount));
        return true;
    }

    private void carry(int count) {
        for (int i = 0; i < count && !instructions.isEmpty(); i++) {
            changes.addAll(book.execute(instrument, instructions.remove()));
        }
    }

    private void tell(int count) {
        for (int i = 0; i < count && !changes.isEmpty(); i++) {
            tell(changes.remove());
        }
    }

    private void tell(BookChange change) {
        OrderKey key = change.key();
        switch (change) {
            case Traded trade -> {
                settle(trade, key, trade.takerSide(), Liquidity.TAKER);
                settle(trade, trade.maker(), trade.takerSide().opposite(), Liquidity.MAKER);
                feesCollected += trade.takerFee() + trade.makerFee();
            }
            case Rested rested -> change(key, Orders.opened(order(key), SampleOrders.LATER));
            case Cancelled cancelled -> close(key, OrderStatus.CANCELLED, cancelled.reason());
            case Rejected rejected -> close(key, OrderStatus.REJECTED, rejected.reason());
            case Amended amended ->
                change(key, Orders.amended(order(key), amended.price(), amended.quantity(), SampleOrders.LATER));
            case AmendRejected rejected -> change(key, Orders.amendRejected(order(key), SampleOrders.LATER));
            case CancelRejected rejected ->
                change(key, Orders.withCancelPending(order(key), false, SampleOrders.LATER));
        }
    }

    private void close(OrderKey key, OrderStatus status, Reason reason) {
        change(key, Orders.closed(order(key), status, reason, SampleOrders.LATER));
    }

    /** Takes over an order's new state and gives back what it no longer needs. */
    private void change(OrderKey key, Order after) {
        long released = order(key).reserved() - after.reserved();
        portfolios.put(key.collective(), portfolio(key.collective()).release(after.reservedCurrency(), released));
        orders.put(key, after);
    }

    private void settle(Traded trade, OrderKey key, Side side, Liquidity liquidity) {
        Order before = order(key);
        Order after = filled(before, trade.quantity(), trade.notional());
        long fee = feePaid(trade, liquidity);
        long released = before.reserved() - after.reserved();
        assertThat(released)
                .as("released by %s of %s", trade, before)
                .isGreaterThanOrEqualTo(side == Side.BUY ? trade.notional() + fee : trade.quantity());
        Portfolio settled =
                portfolio(key.collective()).settle(SYMBOL, side, trade.quantity(), trade.notional(), fee, released);
        portfolios.put(key.collective(), settled);
        feesPaid.merge(key.collective(), fee, Math::addExact);
        orders.put(key, after);
    }

    private void settleDown() {
        while (!instructions.isEmpty() || !changes.isEmpty()) {
            carry(1);
            tell(1);
            check();
        }
    }

    private void check() {
        assertThat(total("USD") + feesCollected).as("money").isEqualTo(BookStep.COLLECTIVES * DOLLARS);
        assertThat(total("BTC")).as("coins").isEqualTo(BookStep.COLLECTIVES * COINS);
        portfolios.forEach(this::checkPortfolio);
        assertThat(working())
                .allSatisfy(order -> assertThat(order.reserved()).isGreaterThanOrEqualTo(Reservations.needed(order)));
    }

    /** Balance itself holds that nothing is negative and no more reserved than there is. */
    private void checkPortfolio(String collective, Portfolio portfolio) {
        for (String currency : List.of("USD", "BTC")) {
            assertThat(portfolio.balance(currency).reserved())
                    .as("reserved %s of %s", currency, collective)
                    .isEqualTo(reservedByOrders(collective, currency));
        }
        Position position = portfolio.position(SYMBOL);
        assertThat(portfolio.balance("BTC").total()).isEqualTo(COINS + position.quantity());
        assertThat(portfolio.balance("USD").total() + paid(collective))
                .isEqualTo(DOLLARS + position.realizedPnl() - position.cost());
    }

    private long reservedByOrders(String collective, String currency) {
        return orders.entrySet().stream()
                .filter(entry -> entry.getKey().collective().equals(collective))
                .map(Map.Entry::getValue)
                .filter(order -> order.isWorking() && order.reservedCurrency().equals(currency))
                .mapToLong(Order::reserved)
                .sum();
    }

    private long total(String currency) {
        return portfolios.values().stream()
                .mapToLong(portfolio -> portfolio.balance(currency).total())
                .sum();
    }

    private List<Order> working() {
        return orders.values().stream().filter(Order::isWorking).toList();
    }

    /** Any of the orders that still work. */
    private Optional<OrderKey> pick(int number) {
        List<OrderKey> candidates = orders.entrySet().stream()
                .filter(entry -> entry.getValue().isWorking())
                .map(Map.Entry::getKey)
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(number % candidates.size()));
    }

    private Order order(OrderKey key) {
        return Objects.requireNonNull(orders.get(key));
    }

    private Portfolio portfolio(String collective) {
        return Objects.requireNonNull(portfolios.get(collective));
    }

    private long paid(String collective) {
        return Objects.requireNonNull(feesPaid.get(collective));
    }
}
