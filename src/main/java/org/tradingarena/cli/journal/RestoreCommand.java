package org.tradingarena.cli.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.tradingarena.journal.JournalTools;
import org.tradingarena.journal.store.StoreInspection.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a node's journal of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Make the journal of a backup in DIR, verified. The data directory must hold no journal and no snapshots: nothing is written over. "
                        + "All streams get a new epoch, so clients begin again from a full state.")
final class RestoreCommand extends JournalAction {
    @Parameters(paramLabel = "DIR", description = "The backup.")
    private Path backup = Path.of("");

    @Override
    int run() throws IOException {
        Path journal = journal().toAbsolutePath().normalize();
        requireEmpty(journal, "journal");
        requireEmpty(Path.of(config().getString("arena.snapshot.files.dir")), "snapshots");
        Path parent = journal.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        UUID mark = JournalTools.restore(backup, journal);
        Report report = JournalTools.verify(journal);
        if (isJson()) {
            say(object().put("directory", journal.toString())
                    .put("restored", mark.toString())
                    .put("streams", report.streams())
                    .put("events", report.events()));
        } else {
            say("%s: %,d events of %,d streams, verified. Clients will begin again from a full state (restore %s)."
                    .formatted(journal, report.events(), report.streams(), mark));
        }
        return FINE;
    }

    private static void requireEmpty(Path directory, String what) throws IOException {
        if (!isEmpty(directory)) {
            throw new IOException("The data directory has " + what + " already, in " + directory.toAbsolutePath()
                    + "; stop the node and move them away first, nothing is written over them.");
        }
    }
}
