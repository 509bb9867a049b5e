package org.tradingarena.cli.watch;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.tradingarena.cli.console.Look;

/**
 * Draws the screen: how one is connected on top, then the book with the last trades, one's own orders, what one has, and what happened. A
 * pure function of what is watched, the time and the size.
 *
 * @param columns the terminal's width
 * @param rows the terminal's height
 */
record Screen(int columns, int rows, Glyphs glyphs, ZoneId zone) {
    private static final int HEADER = 3;
    private static final int FOOTER = 1;
    private static final int GUTTER = 3;
    /** A deeper book tells nobody more. */
    private static final int MOST_BOOK_ROWS = 26;

    /** From this height on there is room for empty lines between the panels. */
    private static final int ROOMY = 32;

    /** The lines, as many as the terminal has and none wider than it. */
    List<AttributedString> draw(Watched watched, Instant now) {
        int gap = rows >= ROOMY ? 1 : 0;
        int height = Math.max(0, rows - HEADER - FOOTER - 4 * gap);
        AccountPanel account = new AccountPanel(watched);
        OrdersPanel orders = new OrdersPanel(watched, glyphs);
        int accountRows = 1 + within(account.rows(), 1, height / 5);
        int orderRows = 1 + within(orders.rows(), 1, height / 5);
        int rest = Math.max(0, height - accountRows - orderRows);
        int bookRows = within(rest * 3 / 5, 4, MOST_BOOK_ROWS);

        List<AttributedString> lines = new ArrayList<>(new Header(watched, glyphs, zone).lines(columns, now));
        add(lines, gap, market(watched, bookRows), bookRows);
        add(lines, gap, orders.lines(orderRows, now), orderRows);
        add(lines, gap, account.lines(columns, accountRows), accountRows);
        add(lines, gap, new NewsPanel(watched, zone).lines(rest - bookRows), rest - bookRows);
        lines = new ArrayList<>(Canvas.rows(lines, Math.max(0, rows - FOOTER)));
        lines.add(keys());
        return lines.stream().map(line -> Canvas.fit(line, columns)).toList();
    }

    private void add(List<AttributedString> lines, int gap, List<AttributedString> panel, int height) {
        for (int line = 0; line < gap; line++) {
            lines.add(AttributedString.EMPTY);
        }
        List<AttributedString> shown = Canvas.rows(panel, height);
        if (!shown.isEmpty()) {
            lines.add(Canvas.heading(shown.getFirst(), columns));
            lines.addAll(shown.subList(1, shown.size()));
        }
    }

    private List<AttributedString> market(Watched watched, int height) {
        TradesPanel trades = new TradesPanel(watched, glyphs, zone);
        int book = Math.max(0, columns - trades.width(height) - GUTTER);
        return Canvas.beside(new BookPanel(watched, glyphs).lines(book, height), book, trades.lines(height));
    }

    private AttributedString keys() {
        AttributedStringBuilder line = new AttributedStringBuilder();
        String[][] keys = {{"q", "quit"}, {"r", "reconnect now"}, {"tab", "next symbol"}};
        for (String[] key : keys) {
            line.append(key[0], Look.STRONG).append(" " + key[1] + "   ", Look.QUIET);
        }
        return line.toAttributedString();
    }

    private static int within(int wanted, int least, int most) {
        return Math.max(least, Math.min(wanted, most));
    }
}
