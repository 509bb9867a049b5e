package org.tradingarena.gateway.http;

import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.tradingarena.journal.JournalBackups;
import org.tradingarena.journal.JournalBackups.Backup;
import org.tradingarena.journal.JournalBackups.Begun;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Wire;

/** Admin calls that copy the journal of this running node. A copy takes its time, so one call begins it and another tells how it goes. */
final class BackupCalls {
    private static final int ACCEPTED = 202;
    private static final int NAME_CHARACTERS = 100;
    private static final long RETRY_MILLIS = 1000;

    private final Optional<JournalBackups> backups;

    BackupCalls(Optional<JournalBackups> backups) {
        this.backups = backups;
    }

    /** {@code POST …/journal/backups} {{@code name}, optional}. */
    HttpResponse begin(Fields body) {
        String name = body.text("name", NAME_CHARACTERS).orElseGet(JournalBackups::nameByTime);
        if (!JournalBackups.isName(name)) {
            throw body.invalid("name", "must be one segment of a path: letters, digits, '.', '_' and '-'");
        }
        return backups.map(node -> begin(node, name)).orElseGet(BackupCalls::notHere);
    }

    private static HttpResponse begin(JournalBackups backups, String name) {
        return switch (backups.begin(name)) {
            case Begun.Started started -> Answers.json(ACCEPTED, Wire.bare(body(started.backup())));
            case Begun.Busy busy ->
                Answers.error(ArenaError.retryAfter(
                        ErrorCode.OVERLOADED, "The backup " + busy.other().name() + " is under way", RETRY_MILLIS));
            case Begun.Exists exists ->
                Answers.error(ArenaError.of(ErrorCode.CONFLICT, exists.directory() + " exists already"));
        };
    }

    /** {@code GET …/journal/backups/{name}}. */
    HttpResponse find(String name) {
        return backups.flatMap(node -> node.find(name))
                .map(backup -> Answers.ok(body(backup)))
                .orElseGet(BackupCalls::notHere);
    }

    private static HttpResponse notHere() {
        return Answers.error(ArenaError.of(ErrorCode.NOT_FOUND, "There is no such backup of this node's"));
    }

    private static JsonBody body(Backup backup) {
        return json -> {
            json.text("name", backup.name())
                    .text("directory", backup.directory().toString())
                    .word("progress", backup.progress());
            switch (backup.progress()) {
                case RUNNING -> {}
                case DONE -> json.integer("streams", backup.streams()).integer("events", backup.events());
                case FAILED -> json.text("reason", backup.reason());
            }
        };
    }
}
