package org.tradingarena.cli.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.tradingarena.journal.JournalTools;
import org.tradingarena.journal.kv.JournalInUseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Saves the journal, of a running node too. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Copy the journal into DIR, which must not exist or be empty, and verify the copy. A running node is asked to make the copy.")
final class BackupCommand extends JournalAction {
    @Parameters(paramLabel = "DIR", description = "Where the backup goes.")
    private Path target = Path.of("");

    @Override
    int run() throws IOException {
        Path directory = target.toAbsolutePath().normalize();
        Counted counted = copy(directory);
        if (isJson()) {
            say(object().put("directory", directory.toString())
                    .put("online", counted.online())
                    .put("streams", counted.streams())
                    .put("events", counted.events()));
        } else {
            say("%s: %,d events of %,d streams, verified%s."
                    .formatted(
                            directory,
                            counted.events(),
                            counted.streams(),
                            counted.online() ? ", from the running node" : ""));
        }
        return FINE;
    }

    /** What a backup holds. */
    record Counted(long streams, long events, boolean online) {}

    private Counted copy(Path directory) throws IOException {
        try {
            var report = JournalTools.backup(journal(), directory);
            return new Counted(report.streams(), report.events(), false);
        } catch (JournalInUseException running) {
            return new RunningNode(config(), running).backup(directory);
        }
    }
}
