package org.tradingarena.cli.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.tradingarena.cli.journal.BackupCommand.Counted;
import org.tradingarena.journal.JournalBackups;
import org.tradingarena.journal.JournalTools;
import org.tradingarena.journal.kv.JournalInUseException;
import org.tradingarena.server.AdminToken;
import org.tradingarena.server.NodeAddress;

/** The node that has the journal, asked over its admin calls. It makes the copy; it is moved to where it was wanted from here. */
final class RunningNode {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String address;
    private final String token;
    private final JournalInUseException inUse;

    RunningNode(Config config, JournalInUseException inUse) {
        Path data = Path.of(config.getString("arena.data-dir"));
        this.inUse = inUse;
        this.address = NodeAddress.read(data)
                .orElse("http://" + config.getString("arena.http.host") + ":" + config.getInt("arena.http.port"))
                .replace("//0.0.0.0:", "//127.0.0.1:")
                .replace("//[::]:", "//[::1]:");
        this.token =
                AdminToken.find(config.getString("arena.admin-token"), data).orElse("");
    }

    Counted backup(Path target) throws IOException {
        if (!JournalAction.isEmpty(target)) {
            throw new IOException("The directory " + target + " is not empty, nothing is written over it.");
        }
        String name = JournalBackups.nameByTime();
        JsonNode backup = call(request("")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.createObjectNode().put("name", name).toString())));
        while (backup.path("progress").asText().equals("running")) {
            pause();
            backup = call(request("/" + name).GET());
        }
        if (!backup.path("progress").asText().equals("done")) {
            throw new IOException(
                    "The node made no backup: " + backup.path("reason").asText());
        }
        JournalTools.moveBackup(Path.of(backup.path("directory").asText()), target);
        return new Counted(
                backup.path("streams").asLong(), backup.path("events").asLong(), true);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + "/api/v1/admin/journal/backups" + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode call(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException nobody) {
            // The journal is locked, and not by a node that answers: another command, or a node that starts or stops.
            throw inUse;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
        if (response.statusCode() == 401) {
            throw new IOException("The node at " + address
                    + " does not take the admin token: set ARENA_ADMIN_TOKEN, or run this as the node's user.");
        }
        JsonNode body = JSON.readTree(response.body());
        if (response.statusCode() >= 400) {
            throw new IOException("The node at " + address + " made no backup: "
                    + body.path("error").path("message").asText("status " + response.statusCode()) + ".");
        }
        return body;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
