package org.tradingarena.cli.watch;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.OrderText;
import org.tradingarena.cli.watch.Watched.News;
import org.tradingarena.client.model.PrivateEvent;

/** What happened, newest first: events of the collective, and what became of the connection between them. */
record NewsPanel(Watched watched, ZoneId zone) {
    List<AttributedString> lines(int height) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString("EVENTS", Look.QUIET));
        watched.news().stream().limit(Math.max(0, height - 1)).map(this::line).forEach(lines::add);
        return lines;
    }

    private AttributedString line(News news) {
        AttributedStringBuilder line = new AttributedStringBuilder()
                .append(Header.CLOCK.format(news.at().atZone(zone)) + "  ", Look.QUIET);
        return switch (news) {
            case News.Happened(PrivateEvent event) ->
                line.append("%-7d ".formatted(event.seq()), Look.QUIET)
                        .append(OrderText.of(event))
                        .append(event.replayed() ? "  replayed" : "", Look.QUIET)
                        .toAttributedString();
            case News.Noted noted ->
                line.append("        " + noted.text(), Look.ALERT).toAttributedString();
        };
    }
}
