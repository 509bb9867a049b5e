package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.OrderBook;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.BookChecksum;

/** What holds after each instruction of a random history. */
class MarketPropertiesTest {
    private static final int INSTRUCTIONS = 300;

    @Property(tries = 25)
    void deltas_applied_to_a_snapshot_are_always_the_top_of_the_book(@ForAll long seed) {
        BookReader reader = new BookReader();
        play(seed, (market, step) -> {
            step.updates().forEach(reader::read);
            assertThat(reader.bids()).isEqualTo(market.state().book().depth(Side.BUY, TopOfBook.DEPTH));
            assertThat(reader.asks()).isEqualTo(market.state().book().depth(Side.SELL, TopOfBook.DEPTH));
        });
    }

    @Example
    void the_histories_reach_beyond_the_window() {
        int[] deepest = new int[1];
        play(
                1,
                (market, step) -> deepest[0] = Math.max(
                        deepest[0], market.state().book().depth(Side.BUY, 1_000).size()));
        assertThat(deepest[0]).isGreaterThan(TopOfBook.DEPTH + 10);
    }

    @Property(tries = 10)
    void the_chain_has_no_hole_and_the_ticker_is_the_market_s(@ForAll long seed) {
        long[] seq = new long[1];
        Ticker[] ticker = {Ticker.EMPTY};
        play(seed, (market, step) -> {
            for (MarketUpdate update : step.updates()) {
                assertThat(update.seq()).isEqualTo(++seq[0]);
                if (update instanceof MarketUpdate.TickerMoved moved) {
                    ticker[0] = moved.ticker();
                }
            }
            assertThat(market.state().market().seq()).isEqualTo(seq[0]);
            assertThat(ticker[0]).isEqualTo(market.state().market().ticker());
        });
    }

    @Property(tries = 10)
    void a_book_from_a_snapshot_or_from_its_journal_is_the_same_book(@ForAll long seed) {
        TestMarket market = play(seed, (same, step) -> {});
        BookState replayed = BookState.unlisted(TestMarket.SYMBOL);
        for (BookEvent event : market.journal) {
            replayed = replayed.apply(event);
        }
        BookSnapshot original = BookSnapshot.of(market.state());
        assertThat(BookSnapshot.of(replayed)).isEqualTo(original);
        assertThat(BookSnapshot.of(original.state())).isEqualTo(original);
        assertThat(original.state().market().top())
                .isEqualTo(market.state().market().top());
    }

    @Property(tries = 10)
    void a_command_sent_twice_changes_nothing(@ForAll long seed) {
        TestMarket market = new TestMarket();
        RandomTrading trading = new RandomTrading(seed);
        for (int i = 0; i < INSTRUCTIONS; i++) {
            BookCommand command = market.command(trading.next());
            BookStep step = market.run(command);
            Map<Long, Report> stored =
                    market.state().party(command.collective()).reports().pending();
            assertThat(market.decide(command)).isEqualTo(new BookDecision.Repeated());
            assertThat(stored.values()).containsAll(reportsTo(step, command.collective()));
        }
    }

    @Property(tries = 10)
    void reports_to_a_collective_have_no_hole_and_answer_each_command_once(@ForAll long seed) {
        Map<String, Long> numbers = new HashMap<>();
        Map<String, Long> answered = new HashMap<>();
        play(seed, (market, step) -> {
            for (Report report : step.reports()) {
                assertThat(report.number()).isEqualTo(numbers.merge(report.collective(), 1L, Long::sum));
                if (report.answered() > 0) {
                    assertThat(report.answered()).isEqualTo(answered.merge(report.collective(), 1L, Long::sum));
                }
            }
        });
        assertThat(answered.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(INSTRUCTIONS);
    }

    @Example
    void a_delta_that_forgets_the_levels_that_left_the_window_is_noticed() {
        BookReader reader = new BookReader();
        boolean[] isNoticed = new boolean[1];
        play(7, (market, step) -> {
            for (MarketUpdate update : step.updates()) {
                isNoticed[0] |= update instanceof MarketUpdate.BookMoved moved
                        && !reader.readsAs(
                                withoutGoneLevels(moved), market.state().book());
            }
        });
        assertThat(isNoticed[0]).isTrue();
    }

    private static MarketUpdate.BookMoved withoutGoneLevels(MarketUpdate.BookMoved moved) {
        TopOfBook kept = new TopOfBook(
                moved.changes().bids().stream()
                        .filter(level -> level.quantity() > 0)
                        .toList(),
                moved.changes().asks().stream()
                        .filter(level -> level.quantity() > 0)
                        .toList());
        return new MarketUpdate.BookMoved(moved.seq(), kept, moved.checksum(), moved.at());
    }

    private static List<Report> reportsTo(BookStep step, String collective) {
        return step.reports().stream()
                .filter(report -> report.collective().equals(collective))
                .toList();
    }

    private static TestMarket play(long seed, BiConsumer<TestMarket, BookStep> check) {
        TestMarket market = new TestMarket();
        RandomTrading trading = new RandomTrading(seed);
        Random pauses = new Random(seed);
        for (int i = 0; i < INSTRUCTIONS; i++) {
            market.pass(Duration.ofSeconds(pauses.nextInt(900)));
            check.accept(market, market.run(trading.next()));
        }
        return market;
    }

    /** A client of its own, that knows nothing of the server's classes for books. */
    private static final class BookReader {
        private final Map<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        private final Map<Long, Long> asks = new TreeMap<>();

        void read(MarketUpdate update) {
            if (update instanceof MarketUpdate.BookMoved moved) {
                apply(moved);
                assertThat(BookChecksum.of(bids(), asks())).isEqualTo(moved.checksum());
            }
        }

        boolean readsAs(MarketUpdate.BookMoved moved, OrderBook book) {
            apply(moved);
            return bids().equals(book.depth(Side.BUY, TopOfBook.DEPTH))
                    && asks().equals(book.depth(Side.SELL, TopOfBook.DEPTH));
        }

        private void apply(MarketUpdate.BookMoved moved) {
            moved.changes().bids().forEach(level -> set(bids, level));
            moved.changes().asks().forEach(level -> set(asks, level));
        }

        private static void set(Map<Long, Long> side, PriceLevel level) {
            if (level.quantity() == 0) {
                assertThat(side.remove(level.price())).isNotNull();
            } else {
                side.put(level.price(), level.quantity());
            }
        }

        List<PriceLevel> bids() {
            return levels(bids);
        }

        List<PriceLevel> asks() {
            return levels(asks);
        }

        private static List<PriceLevel> levels(Map<Long, Long> side) {
            return side.entrySet().stream()
                    .map(level -> new PriceLevel(level.getKey(), level.getValue()))
                    .toList();
        }
    }
}
