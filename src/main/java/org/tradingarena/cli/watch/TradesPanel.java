package org.tradingarena.cli.watch;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.watch.Market.Tick;
import org.tradingarena.domain.Side;

/** The last trades of the selected symbol, newest first; the arrow says which way the taker went. */
record TradesPanel(Watched watched, Glyphs glyphs, ZoneId zone) {
    static final int WIDTH = 34;

    List<AttributedString> lines(int height) {
        List<Tick> trades = watched.market().trades().stream()
                .limit(Math.max(0, height - 1))
                .toList();
        int priceScale = trades.stream().mapToInt(trade -> Table.scale(trade.price())).reduce(2, Math::max);
        int quantityScale = trades.stream().mapToInt(trade -> Table.scale(trade.quantity())).reduce(0, Math::max);
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString("%-8s  %12s  %10s".formatted("TRADES", "PRICE", "QUANTITY"), Look.QUIET));
        for (Tick trade : trades) {
            AttributedStyle style = trade.taker() == null ? Look.PLAIN : Look.of(trade.taker());
            lines.add(new AttributedStringBuilder()
                    .append(Header.CLOCK.format(trade.at().atZone(zone)), Look.QUIET)
                    .append(" %s%12s".formatted(arrow(trade), Table.grouped(trade.price(), priceScale)), style)
                    .append("  %10s".formatted(Table.grouped(trade.quantity(), quantityScale)))
                    .toAttributedString());
        }
        return lines;
    }

    private String arrow(Tick trade) {
        if (trade.taker() == null) {
            return " ";
        }
        return trade.taker() == Side.BUY ? glyphs.up() : glyphs.down();
    }
}
