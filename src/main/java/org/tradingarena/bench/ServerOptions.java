package org.tradingarena.bench;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tradingarena.server.AdminToken;
import org.tradingarena.server.NodeAddress;
import picocli.CommandLine.Option;

/** Which server is measured, and where the figures go. */
final class ServerOptions {
    private static final String DEFAULT_SERVER = "http://127.0.0.1:8080";
    private static final int DEFAULT_PORT = 80;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server; default: the one of the data directory, else " + DEFAULT_SERVER + ".")
    private @Nullable URI server;

    @Option(
            names = "--admin-token",
            paramLabel = "TOKEN",
            description = "Default: ARENA_ADMIN_TOKEN, else the file admin-token of the data directory.")
    private @Nullable String adminToken;

    @Option(
            names = "--data-dir",
            paramLabel = "DIRECTORY",
            description = "The server's data directory, for its address and token; default: ARENA_DATA_DIR, else data.")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--allow-remote",
            description =
                    "Load a server that is not on this machine. It is load as in an attack: ask whose server it is first.")
    private boolean allowRemote;

    @Option(
            names = "--pid",
            paramLabel = "NUMBER",
            description =
                    "The server's process, for its memory; default: the arena that listens on the port of this machine.")
    private @Nullable Long pid;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long what is under way at the end may take; default: ${DEFAULT-VALUE}.")
    private int drainSeconds = 10;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            defaultValue = "",
            description =
                    "Write all figures as JSON to a file as well, or with - to standard output in place of the table.")
    private String json = "";

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    /** The server's address; throws {@link BenchException} if it may not be loaded. */
    URI address() {
        URI named = server;
        URI address = named != null
                ? named
                : URI.create(NodeAddress.read(data())
                        .orElse(DEFAULT_SERVER)
                        .replace("//0.0.0.0:", "//127.0.0.1:")
                        .replace("//[::]:", "//[::1]:"));
        if (!"http".equals(address.getScheme()) || address.getHost() == null) {
            throw new BenchException("--server must be of the form http://host:port, not " + address);
        }
        if (address.getPort() < 0) {
            address = URI.create("http://" + address.getHost() + ":" + DEFAULT_PORT);
        }
        if (!isLoopback(address) && !allowRemote) {
            throw new BenchException(
                    address.getHost() + " is not this machine; with --allow-remote it is loaded all the same");
        }
        return address;
    }

    static boolean isLoopback(URI address) {
        try {
            return InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new BenchException("no such host: " + address.getHost());
        }
    }

    /** The admin token. */
    String token() {
        String given = adminToken != null ? adminToken : environment("ARENA_ADMIN_TOKEN", "");
        return AdminToken.find(given, data())
                .orElseThrow(() -> new BenchException(
                        "no admin token: set ARENA_ADMIN_TOKEN, or name the server's --data-dir, where "
                                + "it stands in the file admin-token"));
    }

    private Path data() {
        return dataDirectory != null ? dataDirectory : Path.of(environment("ARENA_DATA_DIR", "data"));
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    OptionalLong pid() {
        return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    Duration drain() {
        return Duration.ofSeconds(drainSeconds);
    }

    String json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }
}
