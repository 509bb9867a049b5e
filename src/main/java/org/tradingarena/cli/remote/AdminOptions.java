package org.tradingarena.cli.remote;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.server.AdminToken;
import picocli.CommandLine.Option;

/** The operator's right. */
public final class AdminOptions {
    @Option(
            names = "--admin-token",
            paramLabel = "TOKEN",
            description = {
                "The admin token; @FILE reads it from a file, unseen by who lists processes.",
                "Default: ARENA_ADMIN_TOKEN; else, for an arena on this machine, the file admin-token in ARENA_DATA_DIR or ./data."
            })
    private @Nullable String adminToken;

    /** The token for an arena, if one is known. */
    public Optional<String> find(URI server) {
        return find(server, System.getenv());
    }

    /** The token for an arena. */
    public String token(URI server) {
        return find(server)
                .orElseThrow(() -> CommandFailure.misused("this needs the arena's admin token: set ARENA_ADMIN_TOKEN,"
                        + " or ARENA_DATA_DIR where the arena is on this machine"));
    }

    Optional<String> find(URI server, Map<String, String> environment) {
        if (adminToken != null && !adminToken.isBlank()) {
            return Optional.of(adminToken.strip());
        }
        String configured = environment.getOrDefault("ARENA_ADMIN_TOKEN", "");
        if (!configured.isBlank()) {
            return Optional.of(configured.strip());
        }
        // Another machine's arena has another token, and must not learn ours.
        return isLoopback(server)
                ? AdminToken.find("", Path.of(environment.getOrDefault("ARENA_DATA_DIR", "data")))
                : Optional.empty();
    }

    private static boolean isLoopback(URI server) {
        try {
            return InetAddress.getByName(server.getHost()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
