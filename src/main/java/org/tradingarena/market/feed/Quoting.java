package org.tradingarena.market.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.domain.Reservations;
import org.tradingarena.domain.Side;

/**
 * What a market maker does about one instrument, as a pure function of what is the case: which of its orders go, which quotes come. It
 * never crosses its own orders or those that it sees of others, never risks a position beyond its limit even if everything that it has in
 * the book trades at once, never spends what it does not have, and never has more than {@link #mostOrders} orders.
 */
public final class Quoting {
    private static final long MILLION = 1_000_000;

    /** A limit order to rest in the book. */
    public record Quote(Side side, long price, long quantity) {}

    /**
     * What is the case. Amounts are in {@link Atoms}.
     *
     * @param price the price to quote around; empty if there is none, or it is stale
     * @param position bought less sold
     * @param own all working orders of the maker in this instrument
     * @param base what new sell orders can use
     * @param quote what new buy orders can use, in the currency that is paid with
     * @param otherBid the best bid of others; 0 if there is none
     * @param otherAsk the best ask of others; 0 if there is none
     */
    public record Situation(
            OptionalLong price,
            long position,
            List<OwnOrder> own,
            long base,
            long quote,
            long otherBid,
            long otherAsk) {
        public Situation {
            own = List.copyOf(own);
        }
    }

    /**
     * What to do: cancel first, then place.
     *
     * @param cancels ids of own orders
     */
    public record Requote(List<String> cancels, List<Quote> places) {
        public Requote {
            cancels = List.copyOf(cancels);
            places = List.copyOf(places);
        }
    }

    private final QuotingSettings settings;
    private final Instrument instrument;
    private final Situation situation;
    private final List<OwnOrder> kept = new ArrayList<>();
    private final List<Quote> wanted = new ArrayList<>();

    private Quoting(QuotingSettings settings, Instrument instrument, Situation situation) {
        this.settings = settings;
        this.instrument = instrument;
        this.situation = situation;
    }

    /** What to do. Without a price every order goes. */
    public static Requote decide(QuotingSettings settings, Instrument instrument, Situation situation) {
        Quoting quoting = new Quoting(settings, instrument, situation);
        situation.price().ifPresent(quoting::aim);
        return new Requote(quoting.cancels(), quoting.places());
    }

    /** The most orders of one instrument, those that are on their way out included: twice what is quoted. */
    public static int mostOrders(QuotingSettings settings) {
        return 4 * settings.levels();
    }

    /** The best price of a side of the book without one's own orders; 0 if nobody else is there. */
    public static long bestOfOthers(List<PriceLevel> levels, List<OwnOrder> own, Side side) {
        for (PriceLevel level : levels) {
            long ours = own.stream()
                    .filter(order -> order.side() == side && order.price() == level.price())
                    .mapToLong(OwnOrder::remaining)
                    .sum();
            if (level.quantity() > ours) {
                return level.price();
            }
        }
        return 0;
    }

    /** What the price says: which orders are good where they are, and which quotes are missing. */
    private void aim(long price) {
        long limit = Sizes.lots(instrument, price, settings.inventoryLimit());
        long middle = skewed(price, limit);
        for (Side side : Side.values()) {
            aim(side, price, middle, limit - signed(side, situation.position()));
        }
    }

    /** A long position is offered cheaper and less sought, a short one the other way. */
    private long skewed(long price, long limit) {
        long held = Math.clamp(situation.position(), -limit, limit);
        long most = Atoms.proportion(price, settings.skew(), MILLION);
        return limit == 0 ? price : price - Atoms.proportion(most, held, limit);
    }

    private void aim(Side side, long price, long middle, long roomOfSide) {
        long room = roomOfSide;
        long before = 0;
        List<OwnOrder> candidates = new ArrayList<>(situation.own().stream()
                .filter(order -> order.side() == side && !order.leaving())
                .toList());
        for (int level = 0; level < settings.levels(); level++) {
            long target = target(side, middle, level);
            long size = Math.min(Sizes.worth(instrument, price, settings.size()), floor(room, instrument.lot()));
            if (size < instrument.minimumQuantity()) {
                return;
            }
            if (target == before || target < instrument.tick() || target > instrument.maximumPrice()) {
                continue;
            }
            before = target;
            Optional<OwnOrder> good = good(candidates, target, size, price, room);
            good.ifPresent(candidates::remove);
            good.ifPresentOrElse(kept::add, () -> wanted.add(new Quote(side, target, size)));
            room -= good.map(OwnOrder::remaining).orElse(size);
        }
    }

    /** Where a level should be: on the grid, away from the middle, and not across what others offer. */
    private long target(Side side, long middle, int level) {
        long partsOfTwoMillion = settings.spread() + 2L * level * settings.levelStep();
        long away = Math.max(1, Atoms.proportion(middle, partsOfTwoMillion, 2 * MILLION));
        long tick = instrument.tick();
        if (side == Side.BUY) {
            long bid = floor(middle - away, tick);
            return situation.otherAsk() == 0 ? bid : Math.min(bid, situation.otherAsk() - tick);
        }
        long ask = Math.ceilDiv(middle + away, tick) * tick;
        return situation.otherBid() == 0 ? ask : Math.max(ask, situation.otherBid() + tick);
    }

    /** An order that may stay for a level: near enough, neither too small nor too large. */
    private Optional<OwnOrder> good(List<OwnOrder> candidates, long target, long size, long price, long room) {
        long near = Atoms.proportion(price, settings.requote(), MILLION);
        return candidates.stream()
                .filter(order -> Math.abs(order.price() - target) <= near)
                .filter(order -> order.remaining() >= size / 2 && order.remaining() <= size + size / 4)
                .filter(order -> order.remaining() <= room)
                .min(Comparator.comparingLong(order -> Math.abs(order.price() - target)));
    }

    private List<String> cancels() {
        return situation.own().stream()
                .filter(order -> !order.leaving() && !kept.contains(order))
                .map(OwnOrder::orderId)
                .toList();
    }

    /** As many of the missing quotes as can be made now; what has to wait for a cancel comes the next time. */
    private List<Quote> places() {
        List<Quote> places = new ArrayList<>();
        if (situation.price().isEmpty()) {
            return places;
        }
        long limit = Sizes.lots(instrument, situation.price().getAsLong(), settings.inventoryLimit());
        for (Side side : Side.values()) {
            long funds = side == Side.BUY ? situation.quote() : situation.base();
            long room = limit - signed(side, situation.position()) - resting(side);
            for (Quote quote : wanted) {
                if (quote.side() != side || situation.own().size() + places.size() >= mostOrders(settings)) {
                    continue;
                }
                long cost = cost(instrument, quote);
                if (cost <= funds && quote.quantity() <= room && !crossesOwn(quote)) {
                    places.add(quote);
                    funds -= cost;
                    room -= quote.quantity();
                }
            }
        }
        return places;
    }

    /** All that may still trade on this side, what is on its way out included. */
    private long resting(Side side) {
        return situation.own().stream()
                .filter(order -> order.side() == side)
                .mapToLong(OwnOrder::remaining)
                .sum();
    }

    private boolean crossesOwn(Quote quote) {
        return situation.own().stream()
                .anyMatch(order -> order.side() != quote.side() && quote.side().accepts(quote.price(), order.price()));
    }

    /** What the collective will set aside for a quote; more than anybody has where it cannot even be counted. */
    static long cost(Instrument instrument, Quote quote) {
        try {
            return Reservations.needed(
                    quote.side(), quote.price(), quote.quantity(), instrument.highestFeePartsPerMillion());
        } catch (ArithmeticException beyondCounting) {
            return Long.MAX_VALUE;
        }
    }

    private static long signed(Side side, long position) {
        return side == Side.BUY ? position : -position;
    }

    private static long floor(long value, long grid) {
        return Math.floorDiv(value, grid) * grid;
    }
}
