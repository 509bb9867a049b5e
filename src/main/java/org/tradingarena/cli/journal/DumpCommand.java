package org.tradingarena.cli.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.tradingarena.journal.JournalTools;
import org.tradingarena.journal.JournalTools.DumpedEvent;
import org.tradingarena.journal.PayloadJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows events. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        description =
                "Show the events of one persistence id, such as 'collective|alpha' or 'book|BTC/USD', a page at a time.")
final class DumpCommand extends JournalAction {
    @Parameters(paramLabel = "PERSISTENCE_ID", description = "Whose events; quote the bar for the shell.")
    private String persistenceId = "";

    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first sequence number (default 1).")
    private long from;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "How many at most (default 100).")
    private long limit;

    @Mixin
    private Location location = new Location();

    private long shown;

    @Override
    int run() throws IOException {
        if (from < 1 || limit < 1) {
            throw misused("--from and --limit are at least 1");
        }
        Path directory = location.or(this::journal);
        long highest = JournalTools.dump(directory, persistenceId, from, limit, this::show);
        if (highest == 0) {
            throw new IOException("There is nothing of '" + persistenceId + "' in the journal in " + directory + ".");
        }
        if (shown > 0 && shown < highest) {
            error("there are more, up to " + highest + ": --from " + (shown + 1));
        }
        return FINE;
    }

    private void show(DumpedEvent event) {
        shown = event.sequenceNr();
        if (isJson()) {
            ObjectNode line = object().put("seq", event.sequenceNr())
                    .put("ordering", event.ordering())
                    .put("written_at", event.writtenAt().toString())
                    .put("writer", event.writer());
            event.tags().forEach(line.putArray("tags")::add);
            line.set("event", PayloadJson.of(event.event()));
            say(line);
        } else {
            say("%6d  %s  %s".formatted(event.sequenceNr(), event.writtenAt(), PayloadJson.of(event.event())));
        }
    }
}
