package org.tradingarena.cli.bots;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Balance;
import org.tradingarena.client.model.Order;
import org.tradingarena.client.model.Position;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.market.feed.BotOrder;
import org.tradingarena.market.feed.OwnOrder;
import org.tradingarena.market.feed.Quoting;
import org.tradingarena.market.feed.QuotingSettings;
import org.tradingarena.market.feed.RandomTaker;
import org.tradingarena.market.feed.SimulatedPrice;
import org.tradingarena.market.feed.TrendFollower;

/** The three kinds of bots. Their rules are those of the server's own demo; the same seed decides the same. */
final class Strategies {
    private static final double OTHER_HOME = 100;
    private static final Map<String, Double> HOMES = Map.of("BTC/USD", 64_000.0, "ETH/USD", 3_200.0, "SOL/USD", 150.0);
    private static final double VOLATILITY = 0.0002;
    private static final double PULL = 0.0005;

    /** A spread of 0.04 %, three levels 0.02 % apart, each worth 3,000; a position worth 100,000 at most. */
    private static final QuotingSettings QUOTING =
            new QuotingSettings(400, 3, 200, 3_000 * Atoms.ONE, 100_000 * Atoms.ONE, 300, 400);

    private Strategies() {}

    /** Takes from the book now and then, on either side. */
    static Strategy crowd(long seed) {
        RandomTaker taker = RandomTaker.crowd(new Random(seed));
        return (instrument, view) -> view.middle()
                .map(price -> Strategy.Moves.of(taker.look(instrument, price)))
                .orElse(Strategy.Moves.NONE);
    }

    /** Buys what rises and sells what falls. */
    static Strategy follower() {
        TrendFollower follower = TrendFollower.eager();
        Map<Instrument, Long> before = new HashMap<>();
        return (instrument, view) -> view.middle()
                .map(price -> {
                    Long last = before.put(instrument, price);
                    return last == null
                            ? Strategy.Moves.NONE
                            : Strategy.Moves.of(follower.look(instrument, last, price, view.spread()));
                })
                .orElse(Strategy.Moves.NONE);
    }

    /** Quotes around a price that wanders from where the market is, or else from a likely one. */
    static Strategy maker(long seed) {
        Map<Instrument, SimulatedPrice> prices = new HashMap<>();
        Set<String> leaving = new HashSet<>();
        return (instrument, view) -> {
            SimulatedPrice path = prices.computeIfAbsent(
                    instrument, any -> new SimulatedPrice(seed + prices.size(), home(any, view), VOLATILITY, PULL));
            List<OwnOrder> own = own(view.account(), instrument, leaving);
            Quoting.Requote requote =
                    Quoting.decide(QUOTING, instrument, situation(instrument, view, own, path.next(instrument.tick())));
            leaving.removeIf(id -> view.account().openOrders().stream()
                    .noneMatch(order -> order.orderId().equals(id)));
            leaving.addAll(requote.cancels());
            return new Strategy.Moves(
                    requote.cancels(),
                    requote.places().stream().map(Strategies::limit).toList());
        };
    }

    /** One that looks only at one tick of so many: all that a maker does is journaled. */
    static Strategy seldom(int ticks, Strategy strategy) {
        Map<Instrument, Integer> seen = new HashMap<>();
        return (instrument, view) -> seen.merge(instrument, 1, Integer::sum) % ticks == 1
                ? strategy.look(instrument, view)
                : Strategy.Moves.NONE;
    }

    private static double home(Instrument instrument, Strategy.View view) {
        return view.middle()
                .map(middle -> Atoms.decimal(middle).doubleValue())
                .orElseGet(() -> HOMES.getOrDefault(instrument.symbol(), OTHER_HOME));
    }

    private static BotOrder limit(Quoting.Quote quote) {
        return new BotOrder(quote.side(), OrderType.LIMIT, quote.quantity(), quote.price(), TimeInForce.GTC);
    }

    private static Quoting.Situation situation(
            Instrument instrument, Strategy.View view, List<OwnOrder> own, long price) {
        Account account = view.account();
        Position position = account.positions().get(instrument.symbol());
        return new Quoting.Situation(
                OptionalLong.of(price),
                position == null ? 0 : Atoms.of(position.quantity()),
                own,
                available(account, instrument.base()),
                available(account, instrument.quote()),
                Quoting.bestOfOthers(view.bids(), own, Side.BUY),
                Quoting.bestOfOthers(view.asks(), own, Side.SELL));
    }

    private static List<OwnOrder> own(Account account, Instrument instrument, Set<String> leaving) {
        return account.openOrders().stream()
                .filter(order -> order.symbol().equals(instrument.symbol()) && order.price() != null)
                .map(order -> own(order, leaving.contains(order.orderId())))
                .toList();
    }

    private static OwnOrder own(Order order, boolean leaving) {
        return new OwnOrder(
                order.orderId(),
                order.side(),
                order.price() == null ? 0 : Atoms.of(order.price()),
                Atoms.of(order.remainingQuantity()),
                leaving);
    }

    private static long available(Account account, String currency) {
        Balance balance = account.balances().get(currency);
        return balance == null ? 0 : Atoms.of(balance.available());
    }
}
