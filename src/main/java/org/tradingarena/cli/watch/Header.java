package org.tradingarena.cli.watch;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.Table;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.Continuity;

/** The first three lines: how one is connected, what that means for the record, and the symbols. */
record Header(Watched watched, Glyphs glyphs, ZoneId zone) {
    static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    List<AttributedString> lines(int columns, Instant now) {
        return List.of(connection(columns, now), record(columns), symbols());
    }

    private AttributedString connection(int columns, Instant now) {
        Badge badge = Badge.of(watched, now);
        AttributedString left = new AttributedStringBuilder()
                .append(" " + badge.word() + " ", badge.style().inverse())
                .append("  " + watched.who().collective(), Look.STRONG)
                .append("/" + watched.who().client() + "  ", Look.QUIET)
                .append(badge.detail(), badge.style())
                .toAttributedString();
        return Canvas.ends(left, new AttributedString(CLOCK.format(now.atZone(zone)), Look.QUIET), columns);
    }

    private AttributedString record(int columns) {
        Continuity continuity = watched.continuity();
        AttributedStyle style = continuity instanceof Continuity.Reset ? Look.ALERT : Look.GOOD;
        String server = watched.who().server().toString();
        AttributedString left = continuity == null
                ? new AttributedString("no record yet", Look.QUIET)
                : new AttributedStringBuilder()
                        .append("seq " + watched.seq() + "  ")
                        .append(continuity.describe(), style)
                        .toAttributedString();
        return Canvas.ends(left, new AttributedString(server, Look.QUIET), columns);
    }

    private AttributedString symbols() {
        AttributedStringBuilder line = new AttributedStringBuilder();
        watched.markets().forEach((symbol, market) -> {
            boolean selected = symbol.equals(watched.selected());
            line.append(" " + symbol + " ", selected ? Look.STRONG.inverse() : Look.QUIET)
                    .append(" ")
                    .append(price(market.last()), selected ? Look.STRONG : Look.QUIET)
                    .append(selected ? change(market.change()) : AttributedString.EMPTY)
                    .append("   ");
        });
        return line.length() == 0 ? new AttributedString("no market data yet", Look.QUIET) : line.toAttributedString();
    }

    private AttributedString change(@Nullable BigDecimal change) {
        if (change == null || change.signum() == 0) {
            return AttributedString.EMPTY;
        }
        String sign = change.signum() > 0 ? glyphs.up() : glyphs.down();
        return new AttributedString(
                " " + sign + " " + Table.grouped(change.abs(), Math.max(2, Table.scale(change))),
                Look.of(change.signum()));
    }

    private static String price(@Nullable BigDecimal last) {
        return last == null ? "-" : Table.grouped(last, Math.max(2, Table.scale(last)));
    }

    /** The state of the connection in a word, and what more there is to say. */
    private record Badge(String word, AttributedStyle style, String detail) {
        static Badge of(Watched watched, Instant now) {
            return switch (watched.connection()) {
                case null -> new Badge("STARTING", Look.ALERT, "");
                case ConnectionState.Connecting connecting ->
                    new Badge("CONNECTING", Look.ALERT, "attempt " + connecting.attempt());
                case ConnectionState.Live live
                when live.transport() == ConnectionState.Transport.SOCKET -> new Badge("LIVE", Look.GOOD, "");
                case ConnectionState.Live live -> new Badge("LIVE", Look.ALERT, "by long polling, without market data");
                case ConnectionState.Waiting waiting ->
                    new Badge(
                            waiting.circuitOpen() ? "PAUSED" : "RECONNECTING",
                            Look.ALERT,
                            "in " + seconds(waiting, watched.since(), now) + " s, attempt " + waiting.attempt() + ": "
                                    + waiting.reason());
                case ConnectionState.WaitingByHand waiting ->
                    new Badge("DISCONNECTED", Look.ALERT, "press r: " + waiting.reason());
                case ConnectionState.Ended ended -> new Badge("ENDED", Look.BAD, "press r: " + ended.reason());
            };
        }

        private static long seconds(ConnectionState.Waiting waiting, Instant since, Instant now) {
            Duration left = waiting.delay().minus(Duration.between(since, now));
            return left.isNegative() ? 0 : (left.toMillis() + 999) / 1000;
        }
    }
}
