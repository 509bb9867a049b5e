package org.tradingarena.cli.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tradingarena.journal.JournalTools;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.store.StoreInspection.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads every record. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Read every record and say what is wrong. Exit code 0: nothing; 1: the journal is damaged.")
final class VerifyCommand extends JournalAction {
    @Mixin
    private Location location = new Location();

    @Override
    int run() throws IOException {
        Path directory = location.or(this::journal);
        Report report;
        try {
            report = JournalTools.verify(directory);
        } catch (CorruptJournalException unopened) {
            report = new Report(0, 0, 0, 0, List.of(String.valueOf(unopened.getMessage())));
        }
        if (isJson()) {
            say(asJson(directory, report));
        } else {
            tell(directory, report);
        }
        return report.isClean() ? FINE : DAMAGED;
    }

    private static ObjectNode asJson(Path directory, Report report) {
        ObjectNode answer = object().put("directory", directory.toString())
                .put("clean", report.isClean())
                .put("streams", report.streams())
                .put("events", report.events())
                .put("tag_entries", report.tagEntries())
                .put("bytes", report.bytes());
        report.problems().forEach(answer.putArray("problems")::add);
        return answer;
    }

    private void tell(Path directory, Report report) {
        report.problems().forEach(this::say);
        say("%s: %,d events of %,d streams are whole%s"
                .formatted(
                        directory,
                        report.events(),
                        report.streams(),
                        report.isClean()
                                ? "."
                                : "; problems: " + report.problems().size() + "."));
    }
}
