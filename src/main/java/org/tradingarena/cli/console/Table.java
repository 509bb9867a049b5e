package org.tradingarena.cli.console;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** A table for people: a line of headings, columns as wide as they need, numbers with their points beneath each other. */
public final class Table {
    private static final String GAP = "  ";
    private static final String ABSENT = "-";

    private final List<String> headings;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** A table of these columns. */
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** One entry: a text, or a number, which is grouped and gets as many decimals as its neighbours have. */
    public record Cell(@Nullable String text, @Nullable BigDecimal number, AttributedStyle style) {
        /** A text. */
        public static Cell of(String text) {
            return new Cell(text, null, Look.PLAIN);
        }

        /** A text of a look. */
        public static Cell of(String text, AttributedStyle style) {
            return new Cell(text, null, style);
        }

        /** A number; null shows that there is none. */
        public static Cell of(@Nullable BigDecimal number) {
            return new Cell(number == null ? ABSENT : null, number, Look.PLAIN);
        }

        /** A number of a look. */
        public static Cell of(@Nullable BigDecimal number, AttributedStyle style) {
            return new Cell(number == null ? ABSENT : null, number, style);
        }

        /** A whole number. */
        public static Cell of(long number) {
            return of(BigDecimal.valueOf(number));
        }

        private String shown(int scale) {
            return number == null ? String.valueOf(text) : grouped(number, scale);
        }
    }

    /** Adds a row, with a cell for each column. */
    public Table row(Cell... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + headings.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Whether it has no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines, headings first. */
    public List<AttributedString> lines() {
        List<AttributedStringBuilder> lines = new ArrayList<>();
        for (int line = 0; line <= rows.size(); line++) {
            lines.add(new AttributedStringBuilder());
        }
        for (int column = 0; column < headings.size(); column++) {
            addColumn(lines, column);
        }
        return lines.stream().map(AttributedStringBuilder::toAttributedString).toList();
    }

    private void addColumn(List<AttributedStringBuilder> lines, int index) {
        List<Cell> column = rows.stream().map(row -> row.get(index)).toList();
        boolean numeric = column.stream().anyMatch(cell -> cell.number() != null);
        int scale = column.stream().mapToInt(cell -> scale(cell.number())).max().orElse(0);
        int width = column.stream()
                .mapToInt(cell -> cell.shown(scale).length())
                .reduce(headings.get(index).length(), Math::max);
        boolean last = index == headings.size() - 1;
        for (int line = 0; line < lines.size(); line++) {
            Cell cell = line == 0 ? Cell.of(headings.get(index), Look.QUIET) : column.get(line - 1);
            String shown = cell.shown(scale);
            String padding = " ".repeat(width - shown.length());
            AttributedStringBuilder builder = lines.get(line);
            builder.append(index == 0 ? "" : GAP).append(numeric ? padding : "");
            builder.append(shown, cell.style()).append(numeric || last ? "" : padding);
        }
    }

    /** How many decimals a number needs. */
    public static int scale(@Nullable BigDecimal number) {
        return number == null ? 0 : Math.max(0, number.stripTrailingZeros().scale());
    }

    /** A number with so many decimals and its thousands apart: {@code 64,012.50}. */
    public static String grouped(BigDecimal number, int scale) {
        return String.format(Locale.ROOT, "%,." + scale + "f", number);
    }

    /** A number with the decimals that it needs. */
    public static String grouped(BigDecimal number) {
        return grouped(number, scale(number));
    }
}
