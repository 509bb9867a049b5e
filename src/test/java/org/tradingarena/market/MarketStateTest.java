package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.market.TestMarket.buy;
import static org.tradingarena.market.TestMarket.cancel;
import static org.tradingarena.market.TestMarket.sell;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.domain.Side;
import org.tradingarena.market.MarketUpdate.BookMoved;
import org.tradingarena.market.MarketUpdate.TickerMoved;
import org.tradingarena.market.MarketUpdate.Traded;

/** Which market messages an instruction makes. */
class MarketStateTest {
    private final TestMarket market = new TestMarket();

    @Test
    void trades_come_first_then_one_delta_then_one_ticker() {
        market.run(sell("ada", "a1", "100", "1"));
        market.run(sell("ada", "a2", "101", "1"));
        List<MarketUpdate> updates = market.run(buy("bob", "b1", "101", "1.5")).updates();
        assertThat(updates)
                .extracting(MarketUpdate::getClass)
                .containsExactly(Traded.class, Traded.class, BookMoved.class, TickerMoved.class);
        assertThat(updates).extracting(MarketUpdate::seq).containsExactly(4L, 5L, 6L, 7L);
        assertThat(((BookMoved) updates.get(2)).changes())
                .isEqualTo(new TopOfBook(List.of(), List.of(level("100", "0"), level("101", "0.5"))));
        assertThat(((TickerMoved) updates.get(3)).ticker())
                .isEqualTo(new Ticker(Atoms.of("101"), 0, Atoms.of("101"), Atoms.of("1.5"), Atoms.of("1")));
    }

    @Test
    void an_order_behind_the_best_moves_no_ticker() {
        market.run(sell("ada", "a1", "100", "1"));
        assertThat(market.run(sell("ada", "a2", "101", "1")).updates())
                .extracting(MarketUpdate::getClass)
                .containsExactly(BookMoved.class);
    }

    @Test
    void what_changes_nothing_that_is_shown_makes_no_message() {
        assertThat(market.run(cancel("ada", "none")).updates()).isEmpty();
        for (int i = 0; i < TopOfBook.DEPTH; i++) {
            market.run(sell("ada", "a" + i, Integer.toString(100 + i), "1"));
        }
        assertThat(market.run(sell("ada", "far", "200", "1")).updates()).isEmpty();
    }

    @Test
    void a_level_that_leaves_the_window_is_gone_and_comes_back_with_its_quantity() {
        for (int i = 0; i < TopOfBook.DEPTH; i++) {
            market.run(sell("ada", "a" + i, Integer.toString(100 + i), "1"));
        }
        BookMoved pushedOut =
                (BookMoved) market.run(sell("ada", "best", "99", "2")).updates().getFirst();
        assertThat(pushedOut.changes().asks()).containsExactly(level("99", "2"), level("149", "0"));
        BookMoved back = (BookMoved) market.run(cancel("ada", "best")).updates().getFirst();
        assertThat(back.changes().asks()).containsExactly(level("99", "0"), level("149", "1"));
    }

    @Test
    void the_ticker_moves_when_old_volume_leaves() {
        market.run(sell("ada", "a1", "100", "1"));
        market.run(buy("bob", "b1", "100", "1"));
        market.pass(Duration.ofDays(2));
        List<MarketUpdate> updates = market.run(cancel("ada", "none")).updates();
        assertThat(updates).hasSize(1);
        assertThat(((TickerMoved) updates.getFirst()).ticker()).isEqualTo(new Ticker(Atoms.of("100"), 0, 0, 0, 0));
    }

    @Test
    void the_taker_s_side_is_told() {
        market.run(buy("ada", "a1", "100", "1"));
        Traded traded =
                (Traded) market.run(sell("bob", "b1", "100", "1")).updates().getFirst();
        assertThat(traded.trade().takerSide()).isEqualTo(Side.SELL);
    }

    @Test
    void holdings_are_valued_at_the_last_price_or_the_middle_of_the_book() {
        assertThat(market.state().market().ticker().mark()).isEmpty();
        market.run(buy("ada", "a1", "100", "1"));
        assertThat(market.state().market().ticker().mark()).isEmpty();
        market.run(sell("bob", "b1", "104", "1"));
        assertThat(market.state().market().ticker().mark()).hasValue(Atoms.of("102"));
        market.run(sell("bob", "b2", "100", "1"));
        assertThat(market.state().market().ticker().mark()).hasValue(Atoms.of("100"));
    }

    private static PriceLevel level(String price, String quantity) {
        return new PriceLevel(Atoms.of(price), Atoms.of(quantity));
    }
}
