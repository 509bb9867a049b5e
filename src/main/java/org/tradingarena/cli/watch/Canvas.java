package org.tradingarena.cli.watch;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.tradingarena.cli.console.Look;

/** Arranges lines: each to a width, blocks beside each other. */
final class Canvas {
    private static final String GUTTER = "   ";

    private Canvas() {}

    /** A line of exactly this width. */
    static AttributedString fit(AttributedString line, int width) {
        int columns = line.columnLength();
        if (columns > width) {
            return line.columnSubSequence(0, Math.max(0, width));
        }
        return new AttributedStringBuilder()
                .append(line)
                .append(" ".repeat(width - columns))
                .toAttributedString();
    }

    /** A heading, with a line beneath it from end to end. */
    static AttributedString heading(AttributedString line, int width) {
        return new AttributedString(fit(line, width).toString(), Look.QUIET.underline());
    }

    /** A text at the right end of a field. */
    static String left(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** At most so many lines, filled up with empty ones. */
    static List<AttributedString> rows(List<AttributedString> lines, int height) {
        List<AttributedString> rows = new ArrayList<>(lines.subList(0, Math.min(lines.size(), Math.max(0, height))));
        while (rows.size() < height) {
            rows.add(AttributedString.EMPTY);
        }
        return rows;
    }

    /** Two blocks beside each other, the left one of this width. */
    static List<AttributedString> beside(List<AttributedString> left, int leftWidth, List<AttributedString> right) {
        List<AttributedString> lines = new ArrayList<>();
        for (int line = 0; line < Math.max(left.size(), right.size()); line++) {
            lines.add(new AttributedStringBuilder()
                    .append(fit(at(left, line), leftWidth))
                    .append(GUTTER)
                    .append(at(right, line))
                    .toAttributedString());
        }
        return lines;
    }

    /** A line with something at its right end, which goes first where there is no room. */
    static AttributedString ends(AttributedString left, AttributedString right, int width) {
        int room = width - right.columnLength();
        return room < left.columnLength() + 1
                ? fit(left, width)
                : new AttributedStringBuilder()
                        .append(fit(left, room))
                        .append(right)
                        .toAttributedString();
    }

    private static AttributedString at(List<AttributedString> lines, int index) {
        return index < lines.size() ? lines.get(index) : AttributedString.EMPTY;
    }
}
