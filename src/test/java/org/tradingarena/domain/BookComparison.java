package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drives a book and the naive one through the same history, and wants them to agree on everything that can be seen. */
final class BookComparison {
    private final MatchedBook matched;
    private final NaiveBook naive = new NaiveBook();
    private final List<OrderKey> placed = new ArrayList<>();
    private final List<BookChange> seen = new ArrayList<>();
    private Instrument instrument = BookStep.instrument(new BookStep.Rules(true, 300, 700));

    BookComparison(MatchedBook.Matcher matcher) {
        matched = new MatchedBook(matcher);
    }

    /** Plays a history and returns all that the books said. */
    List<BookChange> play(List<BookStep> history) {
        for (BookStep step : history) {
            OrderBook before = matched.book();
            List<RestingOrder> ordersBefore = before.orders();
            instruction(step).ifPresent(this::executeOnBoth);
            assertThat(before.orders()).isEqualTo(ordersBefore);
        }
        return seen;
    }

    private Optional<BookInstruction> instruction(BookStep step) {
        return switch (step) {
            case BookStep.Place place -> Optional.of(place(place));
            case BookStep.Cancel cancel ->
                pick(cancel.order()).map(key -> new BookInstruction.Cancel(key, Reason.CLIENT_CANCELLED));
            case BookStep.Amend amend ->
                pick(amend.order()).map(key -> new BookInstruction.Amend(key, amend.price(), amend.quantity()));
            case BookStep.Rules rules -> {
                instrument = BookStep.instrument(rules);
                yield Optional.empty();
            }
            case BookStep.Carry carry -> Optional.empty();
            case BookStep.Tell tell -> Optional.empty();
        };
    }

    private BookInstruction place(BookStep.Place place) {
        BookInstruction.Place instruction = place.as("o" + placed.size(), place.limit(), place.feeCap());
        placed.add(instruction.key());
        return instruction;
    }

    /** Mostly an order that rests, sometimes any that was ever placed. */
    private Optional<OrderKey> pick(int number) {
        List<OrderKey> candidates = number % 5 == 0
                ? placed
                : naive.orders().stream().map(RestingOrder::key).toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(number % candidates.size()));
    }

    private void executeOnBoth(BookInstruction instruction) {
        List<BookChange> expected = naive.execute(instrument, instruction);
        assertThat(matched.execute(instrument, instruction))
                .as("changes of %s", instruction)
                .isNotEmpty()
                .isEqualTo(expected);
        seen.addAll(expected);
        assertThat(matched.orders()).isEqualTo(naive.orders());
        checkViews(matched.book(), naive.orders());
    }

    /** Everything that the book tells must follow from the orders alone. */
    private void checkViews(OrderBook book, List<RestingOrder> orders) {
        assertThat(book.size()).isEqualTo(orders.size());
        assertThat(orders)
                .allSatisfy(order -> assertThat(book.find(order.key())).hasValue(order));
        for (Side side : Side.values()) {
            checkDepth(
                    book,
                    side,
                    orders.stream().filter(order -> order.side() == side).toList());
        }
        assertThat(book.ordersOf("c1"))
                .isEqualTo(orders.stream()
                        .filter(order -> order.key().collective().equals("c1"))
                        .toList());
        OrderBook restored = OrderBook.of(orders, book.nextArrival());
        assertThat(restored.orders()).isEqualTo(orders);
        assertThat(restored.nextArrival()).isEqualTo(book.nextArrival());
        if (book.bestBid().isPresent() && book.bestAsk().isPresent()) {
            assertThat(book.bestBid().getAsLong()).isLessThan(book.bestAsk().getAsLong());
        }
    }

    private static void checkDepth(OrderBook book, Side side, List<RestingOrder> orders) {
        List<Long> prices = orders.stream().map(RestingOrder::price).distinct().toList();
        List<PriceLevel> levels = prices.stream()
                .map(price -> new PriceLevel(price, remainingAt(price, orders)))
                .toList();
        assertThat(book.depth(side, Integer.MAX_VALUE)).isEqualTo(levels);
        assertThat(book.depth(side, 2)).isEqualTo(levels.stream().limit(2).toList());
        assertThat(levels)
                .allSatisfy(level ->
                        assertThat(book.quantityAt(side, level.price())).isEqualTo(level.quantity()));
        assertThat((side == Side.BUY ? book.bestBid() : book.bestAsk())
                        .stream().boxed().toList())
                .isEqualTo(prices.stream().limit(1).toList());
    }

    private static long remainingAt(long price, List<RestingOrder> orders) {
        return orders.stream()
                .filter(order -> order.price() == price)
                .mapToLong(RestingOrder::remaining)
                .sum();
    }
}
