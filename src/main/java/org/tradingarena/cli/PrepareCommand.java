package org.tradingarena.cli;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.tradingarena.cli.console.Action;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.console.KeyFile;
import org.tradingarena.cli.remote.Http;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ClientKey;
import org.tradingarena.client.NewOrder;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.Room;
import org.tradingarena.server.ArenaConfig;
import org.tradingarena.server.ArenaServer;
import picocli.CommandLine.Command;

/**
 * Does once what every start of the arena does, so that the JVM can keep the classes as they were then (class data sharing). The keeping
 * is the work of {@code bin/arena}: it tells the JVM of this command where to, and every later one where from.
 */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        description = {
            "Make later starts shorter: runs an arena for a moment, on a data directory of its own, and keeps the JVM's classes as"
                    + " they were then, in lib/arena.jsa beside this program.",
            "",
            "A build does it by itself. Do it again after an update of Java: what another Java kept is passed over."
        },
        footer = {"", ExitCode.HELP})
final class PrepareCommand extends Action {
    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final String COLLECTIVE = "prepare";
    private static final int ORDERS = 20;

    @Override
    protected int run(Console out) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("arena-prepare-");
        try {
            String token = UUID.randomUUID().toString();
            ArenaServer server = ArenaServer.start(
                    ArenaConfig.layered(ConfigFactory.parseMap(Map.of(
                            "arena.data-dir",
                            directory.resolve("data").toString(),
                            "arena.http.host",
                            "127.0.0.1",
                            "arena.http.port",
                            0,
                            "arena.admin-token",
                            token))),
                    true);
            trade(URI.create(server.address()), token, directory.resolve("key"));
            server.stop();
        } finally {
            delete(directory);
        }
        return ExitCode.FINE;
    }

    private static void trade(URI server, String token, Path keyFile) throws IOException, InterruptedException {
        String publicKey = KeyFile.create(keyFile);
        new Http(server)
                .post(
                        "/api/v1/admin/collectives",
                        token,
                        json -> json.text("collective_id", COLLECTIVE)
                                .texts("public_keys", List.of(publicKey))
                                .object("deposits", money -> money.text("USD", "1000000")));
        try (ArenaClient client = ArenaClient.builder(server, COLLECTIVE, ClientKey.load(keyFile))
                .rooms(List.of(new Room.MarketSymbol("BTC/USD")))
                .start()) {
            for (int order = 0; order < ORDERS; order++) {
                client.place(NewOrder.limit("BTC/USD", Side.BUY, "0.001", "100"))
                        .get(ENOUGH.toSeconds(), TimeUnit.SECONDS);
            }
            client.cancelAll(null).get(ENOUGH.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw CommandFailure.refused("CANNOT_START", "an arena was started and could not be traded in: " + failed);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
