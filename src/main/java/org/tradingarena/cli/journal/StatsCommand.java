package org.tradingarena.cli.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.tradingarena.journal.JournalTools;
import org.tradingarena.journal.JournalTools.Stats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sizes at a glance. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = "Say how much is stored, and how much room there is.")
final class StatsCommand extends JournalAction {
    @Mixin
    private Location location = new Location();

    @Override
    int run() throws IOException {
        Path directory = location.or(this::journal);
        Stats stats = JournalTools.stats(directory);
        if (isJson()) {
            say(asJson(directory, stats));
        } else {
            tell(directory, stats);
        }
        return stats.content().isClean() ? FINE : DAMAGED;
    }

    private static ObjectNode asJson(Path directory, Stats stats) {
        return object().put("directory", directory.toString())
                .put("streams", stats.content().streams())
                .put("events", stats.content().events())
                .put("tag_entries", stats.content().tagEntries())
                .put("event_bytes", stats.content().bytes())
                .put("disk_bytes", stats.bytes())
                .put("usable_bytes", stats.usableBytes())
                .put("restored", stats.restored().map(Object::toString).orElse(null))
                .put("clean", stats.content().isClean());
    }

    private void tell(Path directory, Stats stats) {
        say("directory   " + directory);
        say("streams     %,d".formatted(stats.content().streams()));
        say("events      %,d (%s before compression)"
                .formatted(stats.content().events(), mebibytes(stats.content().bytes())));
        say("on the disk " + mebibytes(stats.bytes()));
        say("room left   " + mebibytes(stats.usableBytes()));
        say("restored    " + stats.restored().map(Object::toString).orElse("never"));
        if (!stats.content().isClean()) {
            error("The journal is damaged: see `arena journal verify`.");
        }
    }
}
