package org.tradingarena.cli.journal;

import java.io.IOException;
import java.util.List;
import org.tradingarena.journal.postgres.PostgresDatabase;
import org.tradingarena.journal.postgres.PostgresSettings;
import picocli.CommandLine.Command;

/** Makes the tables of a journal in PostgreSQL. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description =
                "Make what the journal needs in PostgreSQL, and say what that was. Nothing is changed that is there.")
final class InitCommand extends JournalAction {
    @Override
    int run() throws IOException {
        if (!isPostgres()) {
            throw new IOException(
                    "A LevelDB journal begins by itself; only one in PostgreSQL needs this, and arena.journal.plugin is leveldb.");
        }
        PostgresSettings settings = PostgresSettings.from(config());
        List<String> made = new PostgresDatabase(settings).init();
        if (isJson()) {
            var answer = object().put("database", settings.address());
            made.forEach(answer.putArray("made")::add);
            say(answer);
        } else {
            made.forEach(what -> say("made " + what));
            say(settings.address() + (made.isEmpty() ? " had everything; nothing was changed." : " is ready."));
        }
        return FINE;
    }
}
