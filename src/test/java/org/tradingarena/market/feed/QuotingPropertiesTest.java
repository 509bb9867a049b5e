package org.tradingarena.market.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Side;
import org.tradingarena.market.feed.Quoting.Quote;
import org.tradingarena.market.feed.Quoting.Requote;
import org.tradingarena.market.feed.Quoting.Situation;

/** Histories of a maker in a market that fills, forgets and delays at random: what holds after every decision. */
class QuotingPropertiesTest {
    private static final Instrument SOL = FeedInstruments.SOL;

    /** The maker, its book and its money, as a collective would keep them. */
    private static final class History {
        private final Random random;
        private final QuotingSettings settings;
        private final List<OwnOrder> own = new ArrayList<>();
        private long price = Atoms.of("100");
        private long base;
        private long quote;
        private long position;
        private int ids;

        History(long seed) {
            random = new Random(seed);
            long size = Atoms.of(Integer.toString(50 + random.nextInt(500)));
            settings = new QuotingSettings(
                    100 + random.nextInt(10_000),
                    1 + random.nextInt(6),
                    random.nextInt(3_000),
                    size,
                    size * (1 + random.nextInt(10)),
                    random.nextInt(20_000),
                    random.nextInt(2_000));
            base = Atoms.of(Integer.toString(random.nextInt(100)));
            quote = Atoms.of(Integer.toString(random.nextInt(10_000)));
        }

        void step() {
            price = Math.max(SOL.tick(), Math.round(price * (1 + 0.004 * random.nextGaussian())));
            boolean stale = random.nextInt(10) == 0;
            own.removeIf(order -> order.leaving() && random.nextBoolean());
            own.replaceAll(order -> random.nextInt(8) == 0 ? filled(order) : order);
            own.removeIf(order -> order.remaining() == 0);
            Situation situation = new Situation(
                    stale ? OptionalLong.empty() : OptionalLong.of(price),
                    position,
                    own,
                    available(Side.SELL),
                    available(Side.BUY),
                    random.nextInt(4) == 0 ? near() : 0,
                    0);
            Requote requote = Quoting.decide(settings, SOL, situation);
            check(situation, requote);
            requote.cancels().stream().filter(id -> random.nextInt(10) > 0).forEach(this::leave);
            requote.places().stream().filter(placed -> random.nextInt(10) > 0).forEach(this::rest);
        }

        private long near() {
            return Math.round(price * (0.99 + 0.02 * random.nextDouble())) / SOL.tick() * SOL.tick();
        }

        private OwnOrder filled(OwnOrder order) {
            long part = random.nextBoolean() ? order.remaining() : order.remaining() / 2 / SOL.lot() * SOL.lot();
            long notional = Atoms.notional(order.price(), part);
            boolean buys = order.side() == Side.BUY;
            position += buys ? part : -part;
            base += buys ? part : -part;
            quote += buys ? -notional : notional;
            return new OwnOrder(
                    order.orderId(), order.side(), order.price(), order.remaining() - part, order.leaving());
        }

        private void leave(String id) {
            own.replaceAll(order -> order.orderId().equals(id)
                    ? new OwnOrder(id, order.side(), order.price(), order.remaining(), true)
                    : order);
        }

        private void rest(Quote placed) {
            own.add(new OwnOrder("o" + ids++, placed.side(), placed.price(), placed.quantity(), false));
        }

        private long available(Side side) {
            long held = own.stream()
                    .filter(order -> order.side() == side)
                    .mapToLong(order -> Quoting.cost(SOL, new Quote(side, order.price(), order.remaining())))
                    .sum();
            return Math.max(0, (side == Side.BUY ? quote : base) - held);
        }

        private void check(Situation situation, Requote requote) {
            List<OwnOrder> all = situation.own();
            assertThat(requote.cancels())
                    .doesNotHaveDuplicates()
                    .allMatch(
                            id -> all.stream().anyMatch(order -> order.orderId().equals(id) && !order.leaving()));
            if (situation.price().isEmpty()) {
                assertThat(requote.places()).isEmpty();
                assertThat(requote.cancels()).hasSize((int)
                        all.stream().filter(order -> !order.leaving()).count());
                return;
            }
            assertThat(all.size() + requote.places().size())
                    .isLessThanOrEqualTo(Math.max(all.size(), Quoting.mostOrders(settings)));
            for (Quote placed : requote.places()) {
                assertThat(placed.price() % SOL.tick()).isZero();
                assertThat(placed.quantity() % SOL.lot()).isZero();
                assertThat(placed.price()).isPositive();
                assertThat(placed.quantity()).isPositive();
                assertThat(all)
                        .noneMatch(order ->
                                order.side() != placed.side() && placed.side().accepts(placed.price(), order.price()));
                assertThat(requote.places())
                        .noneMatch(other ->
                                other.side() != placed.side() && placed.side().accepts(placed.price(), other.price()));
                if (placed.side() == Side.SELL) {
                    assertThat(placed.price()).isGreaterThan(situation.otherBid());
                }
            }
            for (Side side : Side.values()) {
                checkSide(side, situation, requote);
            }
        }

        private void checkSide(Side side, Situation situation, Requote requote) {
            long placed = sum(side, requote);
            if (placed == 0) {
                return;
            }
            long resting = situation.own().stream()
                    .filter(order -> order.side() == side)
                    .mapToLong(OwnOrder::remaining)
                    .sum();
            long held = side == Side.BUY ? situation.position() : -situation.position();
            assertThat(held + resting + placed)
                    .as("the position if all of a side trades at once")
                    .isLessThanOrEqualTo(Sizes.lots(SOL, price, settings.inventoryLimit()));
            long cost = requote.places().stream()
                    .filter(each -> each.side() == side)
                    .mapToLong(each -> Quoting.cost(SOL, each))
                    .sum();
            assertThat(cost).isLessThanOrEqualTo(side == Side.BUY ? situation.quote() : situation.base());
        }

        private static long sum(Side side, Requote requote) {
            return requote.places().stream()
                    .filter(each -> each.side() == side)
                    .mapToLong(Quote::quantity)
                    .sum();
        }
    }

    @Property(tries = 100)
    void every_decision_keeps_its_promises(@ForAll long seed) {
        History history = new History(seed);
        for (int i = 0; i < 100; i++) {
            history.step();
        }
    }

    /** With a price that stands still and answers that come, the quotes come to rest, and nothing more is journaled. */
    @Property(tries = 100)
    void in_a_market_that_stands_still_the_maker_comes_to_rest(@ForAll long seed) {
        History history = new History(seed);
        for (int i = 0; i < 20; i++) {
            history.step();
        }
        Requote last = new Requote(List.of(), List.of());
        for (int i = 0; i < 10; i++) {
            history.own.removeIf(OwnOrder::leaving);
            last = Quoting.decide(
                    history.settings,
                    SOL,
                    new Situation(
                            OptionalLong.of(history.price),
                            history.position,
                            history.own,
                            history.available(Side.SELL),
                            history.available(Side.BUY),
                            0,
                            0));
            last.cancels().forEach(history::leave);
            last.places().forEach(history::rest);
        }
        assertThat(last).isEqualTo(new Requote(List.of(), List.of()));
    }
}
