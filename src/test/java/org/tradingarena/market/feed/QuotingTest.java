package org.tradingarena.market.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.tradingarena.domain.Side.BUY;
import static org.tradingarena.domain.Side.SELL;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.domain.Side;
import org.tradingarena.market.feed.Quoting.Quote;
import org.tradingarena.market.feed.Quoting.Requote;
import org.tradingarena.market.feed.Quoting.Situation;

/** A maker of SOL/USD (tick 0.01, lot 0.01) around a price of 100: a spread of 0.4 %, three levels 0.1 % apart, 200 USD each. */
class QuotingTest {
    private static final QuotingSettings SETTINGS =
            new QuotingSettings(4_000, 3, 1_000, atoms("200"), atoms("1000"), 5_000, 500);

    private final List<OwnOrder> own = new ArrayList<>();
    private OptionalLong price = OptionalLong.of(atoms("100"));
    private long position;
    private long base = atoms("1000");
    private long quote = atoms("100000");
    private long otherBid;
    private long otherAsk;

    private static long atoms(String decimal) {
        return Atoms.of(decimal);
    }

    private Requote decide() {
        return Quoting.decide(
                SETTINGS, FeedInstruments.SOL, new Situation(price, position, own, base, quote, otherBid, otherAsk));
    }

    private static List<String> prices(Requote requote, Side side) {
        return requote.places().stream()
                .filter(placed -> placed.side() == side)
                .map(placed -> Atoms.text(placed.price()))
                .toList();
    }

    private void rest(String id, Side side, String at, String quantity) {
        own.add(new OwnOrder(id, side, atoms(at), atoms(quantity), false));
    }

    private void leave(String id, Side side, String at, String quantity) {
        own.add(new OwnOrder(id, side, atoms(at), atoms(quantity), true));
    }

    /** Everything that was placed rests now. */
    private void settle(Requote requote) {
        own.removeIf(order -> requote.cancels().contains(order.orderId()));
        for (Quote placed : requote.places()) {
            own.add(new OwnOrder("o" + own.size(), placed.side(), placed.price(), placed.quantity(), false));
        }
    }

    @Test
    void quotes_stand_around_the_price() {
        Requote requote = decide();
        assertThat(requote.cancels()).isEmpty();
        assertThat(prices(requote, BUY)).containsExactly("99.8", "99.7", "99.6");
        assertThat(prices(requote, SELL)).containsExactly("100.2", "100.3", "100.4");
        assertThat(requote.places()).extracting(Quote::quantity).containsOnly(atoms("2"));
    }

    @Test
    void prices_off_the_grid_go_outwards() {
        price = OptionalLong.of(atoms("100.00499"));
        assertThat(prices(decide(), BUY)).startsWith("99.8");
        assertThat(prices(decide(), SELL)).startsWith("100.21");
    }

    @Test
    void without_a_price_every_order_goes_once() {
        rest("a", BUY, "99.8", "2");
        leave("b", SELL, "100.2", "2");
        price = OptionalLong.empty();
        assertThat(decide()).isEqualTo(new Requote(List.of("a"), List.of()));
    }

    @Test
    void good_quotes_stay() {
        settle(decide());
        assertThat(decide()).isEqualTo(new Requote(List.of(), List.of()));
        price = OptionalLong.of(atoms("100.04"));
        assertThat(decide()).as("within the threshold").isEqualTo(new Requote(List.of(), List.of()));
        price = OptionalLong.of(atoms("100.07"));
        Requote moved = decide();
        assertThat(moved.cancels())
                .as("the last bid and the first ask; the others move up a level")
                .hasSize(2);
        assertThat(prices(moved, BUY)).containsExactly("99.86");
        assertThat(prices(moved, SELL)).containsExactly("100.48");
    }

    @Test
    void a_filled_level_is_replaced_and_a_small_rest_goes() {
        settle(decide());
        own.removeFirst();
        assertThat(decide()).isEqualTo(new Requote(List.of(), List.of(new Quote(BUY, atoms("99.8"), atoms("2")))));
        own.add(new OwnOrder("rest", BUY, atoms("99.8"), atoms("0.99"), false));
        assertThat(decide().cancels()).containsExactly("rest");
    }

    @Test
    void a_position_moves_the_prices_so_that_it_is_traded_back() {
        position = atoms("5"); // half of 10 coins, the limit: prices fall by half of 0.5 %
        assertThat(prices(decide(), BUY)).startsWith("99.55");
        assertThat(prices(decide(), SELL)).startsWith("99.95");
        position = -atoms("5");
        assertThat(prices(decide(), BUY)).startsWith("100.04");
        assertThat(prices(decide(), SELL)).startsWith("100.46");
    }

    @Test
    void at_the_inventory_limit_only_the_way_back_is_quoted() {
        position = atoms("10");
        assertThat(prices(decide(), BUY)).isEmpty();
        assertThat(prices(decide(), SELL)).hasSize(3);
        position = -atoms("10");
        assertThat(prices(decide(), SELL)).isEmpty();
        assertThat(prices(decide(), BUY)).hasSize(3);
    }

    @Test
    void near_the_limit_the_last_level_is_as_large_as_there_is_room() {
        position = atoms("7");
        assertThat(decide().places())
                .filteredOn(placed -> placed.side() == BUY)
                .extracting(Quote::quantity)
                .containsExactly(atoms("2"), atoms("1"));
    }

    @Test
    void what_is_on_its_way_out_counts_against_the_limit_until_it_is_gone() {
        position = atoms("4");
        leave("a", BUY, "99", "2");
        leave("b", BUY, "98.9", "2");
        assertThat(decide().places())
                .filteredOn(placed -> placed.side() == BUY)
                .extracting(Quote::quantity)
                .containsExactly(atoms("2"));
    }

    @Test
    void a_quote_that_would_meet_an_own_order_waits_until_that_is_gone() {
        rest("ask", SELL, "99.75", "2");
        Requote first = decide();
        assertThat(first.cancels()).containsExactly("ask");
        assertThat(prices(first, BUY)).as("99.8 waits").containsExactly("99.7", "99.6");
        own.clear();
        leave("ask", SELL, "99.75", "2");
        assertThat(prices(decide(), BUY)).containsExactly("99.7", "99.6");
        own.clear();
        assertThat(prices(decide(), BUY)).containsExactly("99.8", "99.7", "99.6");
    }

    @Test
    void what_others_offer_is_not_run_into() {
        otherAsk = atoms("99.5");
        otherBid = atoms("99.4");
        assertThat(prices(decide(), BUY)).as("one of them, a tick inside").containsExactly("99.49");
        assertThat(prices(decide(), SELL)).containsExactly("100.2", "100.3", "100.4");
    }

    @Test
    void no_more_is_placed_than_can_be_paid() {
        quote = atoms("450"); // two levels of 200 USD and their fee
        base = atoms("2");
        assertThat(prices(decide(), BUY)).containsExactly("99.8", "99.7");
        assertThat(prices(decide(), SELL)).containsExactly("100.2");
    }

    @Test
    void the_number_of_orders_is_bounded() {
        for (int i = 0; i < 11; i++) {
            leave("old-" + i, BUY, "90", "0.01");
        }
        assertThat(decide().places()).hasSize(Quoting.mostOrders(SETTINGS) - 11);
    }

    @Test
    void two_orders_for_one_level_are_one_too_many() {
        settle(decide());
        rest("twin", BUY, "99.8", "2");
        assertThat(decide().cancels()).hasSize(1);
        assertThat(decide().places()).isEmpty();
    }

    @Test
    void the_best_of_others_leaves_ones_own_out() {
        rest("a", BUY, "99.8", "2");
        List<PriceLevel> bids =
                List.of(new PriceLevel(atoms("99.8"), atoms("2")), new PriceLevel(atoms("99.7"), atoms("1")));
        assertThat(Quoting.bestOfOthers(bids, own, BUY)).isEqualTo(atoms("99.7"));
        assertThat(Quoting.bestOfOthers(bids, List.of(), BUY)).isEqualTo(atoms("99.8"));
        assertThat(Quoting.bestOfOthers(bids.subList(0, 1), own, BUY)).isZero();
    }

    @Test
    void a_tiny_price_is_quoted_on_the_tick_and_never_at_zero() {
        price = OptionalLong.of(atoms("0.01"));
        base = atoms("20000");
        assertThat(decide().places()).extracting(Quote::side, Quote::price).containsExactly(tuple(SELL, atoms("0.02")));
    }

    @Test
    void what_is_wrong_with_a_setting_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuotingSettings(0, 3, 0, 1, 1, 0, 0))
                .withMessage("spread: must be 0.000001 to below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuotingSettings(1, 21, 0, 1, 1, 0, 0))
                .withMessage("levels: must be 1 to 20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuotingSettings(1, 20, 50_000, 1, 1, 0, 0))
                .withMessage("level-step: the outermost level must be above price 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuotingSettings(1, 1, 0, 5, 4, 0, 0))
                .withMessage("inventory-limit: must not be below size");
    }
}
