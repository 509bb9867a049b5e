package org.tradingarena.cli.watch;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.market.Market.Tick;
import org.tradingarena.domain.Side;

/** The last trades of the selected symbol, newest first; the arrow says which way the taker went. */
record TradesPanel(Watched watched, Glyphs glyphs, ZoneId zone) {
    /** Columns do not move with every trade. */
    private static final int PRICE_WIDTH = 9;

    private static final int SIZE_WIDTH = 6;

    List<AttributedString> lines(int height) {
        List<Tick> trades = watched.market().trades().stream()
                .limit(Math.max(0, height - 1))
                .toList();
        Columns columns = Columns.of(trades);
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString(columns.row("TRADES  ", " ", "PRICE", "SIZE"), Look.QUIET));
        trades.forEach(trade -> lines.add(line(trade, columns)));
        return lines;
    }

    /** How wide it is with the trades that are shown in so many lines. */
    int width(int height) {
        return lines(height).stream().mapToInt(AttributedString::columnLength).reduce(0, Math::max);
    }

    private AttributedString line(Tick trade, Columns columns) {
        AttributedStyle style = trade.taker() == null ? Look.PLAIN : Look.of(trade.taker());
        return new AttributedStringBuilder()
                .append(Header.CLOCK.format(trade.at().atZone(zone)), Look.QUIET)
                .append(" " + arrow(trade) + " " + columns.price(trade), style)
                .append("  " + columns.size(trade))
                .toAttributedString();
    }

    /** How the numbers are written. */
    private record Columns(int priceScale, int priceWidth, int sizeScale, int sizeWidth) {
        static Columns of(List<Tick> trades) {
            int priceScale = trades.stream()
                    .mapToInt(trade -> Table.scale(trade.price()))
                    .reduce(2, Math::max);
            int sizeScale = trades.stream()
                    .mapToInt(trade -> Table.scale(trade.quantity()))
                    .reduce(0, Math::max);
            return new Columns(
                    priceScale,
                    width(PRICE_WIDTH, trades, Tick::price, priceScale),
                    sizeScale,
                    width(SIZE_WIDTH, trades, Tick::quantity, sizeScale));
        }

        private static int width(int least, List<Tick> trades, Function<Tick, BigDecimal> number, int scale) {
            return trades.stream()
                    .mapToInt(trade -> Table.grouped(number.apply(trade), scale).length())
                    .reduce(least, Math::max);
        }

        String price(Tick trade) {
            return Canvas.left(Table.grouped(trade.price(), priceScale), priceWidth);
        }

        String size(Tick trade) {
            return Canvas.left(Table.grouped(trade.quantity(), sizeScale), sizeWidth);
        }

        String row(String time, String arrow, String price, String size) {
            return time + " " + arrow + " " + Canvas.left(price, priceWidth) + "  " + Canvas.left(size, sizeWidth);
        }
    }

    private String arrow(Tick trade) {
        if (trade.taker() == null) {
            return " ";
        }
        return trade.taker() == Side.BUY ? glyphs.up() : glyphs.down();
    }
}
