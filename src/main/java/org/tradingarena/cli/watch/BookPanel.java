package org.tradingarena.cli.watch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.market.Levels;
import org.tradingarena.client.model.Account;
import org.tradingarena.domain.Side;

/** The book of the selected symbol: bids on the left, asks on the right, the best on top, sizes as bars, own prices marked. */
record BookPanel(Watched watched, Glyphs glyphs) {
    /** Columns do not move with every change. */
    private static final int NARROWEST = 7;

    List<AttributedString> lines(int width, int height) {
        List<Map.Entry<BigDecimal, BigDecimal>> bids = best(watched.market().bids(), height - 1);
        List<Map.Entry<BigDecimal, BigDecimal>> asks = best(watched.market().asks(), height - 1);
        Columns columns = Columns.of(width / 2 - 1, bids, asks);
        Set<BigDecimal> own = ownPrices();
        List<AttributedString> lines = new ArrayList<>();
        lines.add(columns.heading());
        for (int level = 0; level < height - 1; level++) {
            lines.add(new AttributedStringBuilder()
                    .append(columns.bid(entry(bids, level), own, glyphs))
                    .append("  ")
                    .append(columns.ask(entry(asks, level), own, glyphs))
                    .toAttributedString());
        }
        return lines;
    }

    private static List<Map.Entry<BigDecimal, BigDecimal>> best(Levels levels, int most) {
        return levels.byPrice().entrySet().stream().limit(Math.max(0, most)).toList();
    }

    private static Map.@Nullable Entry<BigDecimal, BigDecimal> entry(
            List<Map.Entry<BigDecimal, BigDecimal>> levels, int index) {
        return index < levels.size() ? levels.get(index) : null;
    }

    private Set<BigDecimal> ownPrices() {
        Account account = watched.account();
        return account == null
                ? Set.of()
                : account.openOrders().stream()
                        .filter(order -> order.symbol().equals(watched.selected()))
                        .flatMap(order -> Stream.ofNullable(order.price()))
                        .map(BigDecimal::stripTrailingZeros)
                        .collect(Collectors.toSet());
    }

    /**
     * How wide what is, and how the numbers are written.
     *
     * @param half the width of a side
     * @param most the largest quantity shown, whose bar is the longest
     */
    private record Columns(
            int half, int priceWidth, int priceScale, int quantityWidth, int quantityScale, BigDecimal most) {
        static Columns of(
                int half, List<Map.Entry<BigDecimal, BigDecimal>> bids, List<Map.Entry<BigDecimal, BigDecimal>> asks) {
            List<BigDecimal> prices = Stream.of(bids, asks)
                    .flatMap(List::stream)
                    .map(Map.Entry::getKey)
                    .toList();
            List<BigDecimal> quantities = Stream.of(bids, asks)
                    .flatMap(List::stream)
                    .map(Map.Entry::getValue)
                    .toList();
            int priceScale = Math.max(2, scale(prices));
            int quantityScale = scale(quantities);
            return new Columns(
                    half,
                    width(prices, priceScale),
                    priceScale,
                    width(quantities, quantityScale),
                    quantityScale,
                    quantities.stream().reduce(BigDecimal.ZERO, BigDecimal::max));
        }

        private static int scale(List<BigDecimal> numbers) {
            return numbers.stream().mapToInt(Table::scale).max().orElse(0);
        }

        private static int width(List<BigDecimal> numbers, int scale) {
            return numbers.stream()
                    .mapToInt(number -> Table.grouped(number, scale).length())
                    .reduce(NARROWEST, Math::max);
        }

        /** Mark, price, two gaps and the quantity; the rest is for the bar. */
        private int barWidth() {
            return Math.max(0, half - priceWidth - quantityWidth - 5);
        }

        AttributedString heading() {
            String bid = Canvas.left("", barWidth()) + "  " + Canvas.left("SIZE", quantityWidth) + "  "
                    + Canvas.left("BID", priceWidth + 1);
            String ask = "  " + right(" ASK", priceWidth + 1) + "  " + Canvas.left("SIZE", quantityWidth);
            return new AttributedStringBuilder()
                    .append(bid, Look.QUIET)
                    .append(ask, Look.QUIET)
                    .toAttributedString();
        }

        AttributedString bid(Map.@Nullable Entry<BigDecimal, BigDecimal> level, Set<BigDecimal> own, Glyphs glyphs) {
            if (level == null) {
                return new AttributedString(" ".repeat(Math.max(0, barWidth() + quantityWidth + priceWidth + 5)));
            }
            return new AttributedStringBuilder()
                    .append(Canvas.left(bar(level.getValue(), glyphs), barWidth()), Look.of(Side.BUY))
                    .append("  " + Canvas.left(Table.grouped(level.getValue(), quantityScale), quantityWidth) + "  ")
                    .append(Canvas.left(Table.grouped(level.getKey(), priceScale), priceWidth), Look.of(Side.BUY))
                    .append(mark(level.getKey(), own, glyphs), Look.STRONG)
                    .toAttributedString();
        }

        AttributedString ask(Map.@Nullable Entry<BigDecimal, BigDecimal> level, Set<BigDecimal> own, Glyphs glyphs) {
            if (level == null) {
                return AttributedString.EMPTY;
            }
            return new AttributedStringBuilder()
                    .append(mark(level.getKey(), own, glyphs), Look.STRONG)
                    .append(right(Table.grouped(level.getKey(), priceScale), priceWidth), Look.of(Side.SELL))
                    .append("  " + Canvas.left(Table.grouped(level.getValue(), quantityScale), quantityWidth) + "  ")
                    .append(bar(level.getValue(), glyphs), Look.of(Side.SELL))
                    .toAttributedString();
        }

        private static String mark(BigDecimal price, Set<BigDecimal> own, Glyphs glyphs) {
            return own.contains(price) ? glyphs.own() : " ";
        }

        /** The smallest quantity has a bar too. */
        private String bar(BigDecimal quantity, Glyphs glyphs) {
            int length = (int) Math.ceil(quantity.doubleValue() / most.doubleValue() * barWidth());
            return glyphs.bar().repeat(Math.max(0, length));
        }

        private static String right(String text, int width) {
            return text + " ".repeat(Math.max(0, width - text.length()));
        }
    }
}
