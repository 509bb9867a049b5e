package org.tradingarena.cli.bots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.Durations;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.console.KeyFile;
import org.tradingarena.cli.console.Progress;
import org.tradingarena.cli.remote.AdminOptions;
import org.tradingarena.cli.remote.ClientOptions;
import org.tradingarena.cli.remote.Http;
import org.tradingarena.cli.remote.Patience;
import org.tradingarena.cli.remote.RemoteAction;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ClientKey;
import org.tradingarena.domain.Instrument;
import org.tradingarena.protocol.Room;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs bots. */
@Command(
        name = "bots",
        mixinStandardHelpOptions = true,
        description = {
            "Run demo bots against an arena: a market maker, a follower of trends, and a crowd that takes at random."
                    + " They survive restarts of the server; Ctrl-C stops them and cancels their orders.",
            "",
            "Each is a collective of its own, bots-maker, bots-follower, bots-crowd-1 and so on, which is opened where it does not exist."
        },
        footer = {"", ExitCode.HELP})
public final class BotsCommand extends RemoteAction {
    private static final int MOST = 50;
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int QUOTE_EVERY = 4;
    private static final Duration STOPPING = Duration.ofSeconds(10);
    private static final long MONEY = 1_000_000;
    private static final long COINS = 1_000;

    @ArgGroup(validate = false, heading = "%nThe operator, who opens their collectives:%n")
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "N", arity = "0..1", description = "How many, 1 to " + MOST + ". Default: 3.")
    private int number = 3;

    @Option(names = "--directory", paramLabel = "DIR", description = "Where their keys are kept. Default: arena-bots.")
    private Path directory = Path.of("arena-bots");

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Stop after so long. Default: never.")
    private @Nullable Duration duration;

    @Option(names = "--seed", paramLabel = "SEED", description = "Another seed, other prices and orders. Default: 1.")
    private long seed = 1;

    @Override
    protected int run(Console out) throws IOException, InterruptedException {
        if (number < 1 || number > MOST) {
            throw misused("N must be 1 to " + MOST);
        }
        LoggerFactory.getLogger(getClass()); // before the clients' threads begin to log
        List<Instrument> instruments = InstrumentReader.read(http().get("/api/v1/instruments", null));
        Map<String, Strategy> crew = crew();
        Map<String, ClientKey> keys = keys(crew.keySet(), instruments);
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread onInterrupt = new Thread(() -> stop(stop, stopped));
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        List<Bot> bots = new ArrayList<>();
        try {
            try {
                keys.forEach((name, key) -> bots.add(start(name, key, Objects.requireNonNull(crew.get(name)))));
                out.note(bots.size() + " bots trade on " + server() + "; Ctrl-C stops them");
                trade(out, bots, instruments, stop);
            } finally {
                bots.parallelStream().forEach(Bot::close);
            }
            summary(out, bots);
            out.flush();
        } finally {
            stopped.countDown();
        }
        return ExitCode.FINE;
    }

    /** A signal: the bots get a moment to take their orders back. */
    private static void stop(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await(STOPPING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Strategy> crew() {
        Map<String, Strategy> crew = new LinkedHashMap<>();
        for (int index = 0; index < number; index++) {
            switch (index) {
                case 0 -> crew.put("bots-maker", Strategies.seldom(QUOTE_EVERY, Strategies.maker(seed)));
                case 1 -> crew.put("bots-follower", Strategies.follower());
                default -> crew.put("bots-crowd-" + (index - 1), Strategies.crowd(seed + index));
            }
        }
        return crew;
    }

    private Map<String, ClientKey> keys(Iterable<String> names, List<Instrument> instruments)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Http http = http();
        Optional<String> token = admin.find(server());
        Map<String, ClientKey> keys = new LinkedHashMap<>();
        for (String name : names) {
            Path file = directory.resolve(name + ".key");
            if (Files.notExists(file)) {
                KeyFile.create(file);
            }
            ClientKey key = ClientOptions.load(file);
            keys.put(name, key);
            if (token.isPresent()) {
                open(http, token.get(), name, key, instruments);
            }
        }
        return keys;
    }

    private static void open(Http http, String token, String name, ClientKey key, List<Instrument> instruments)
            throws InterruptedException {
        Map<String, Long> deposits = new LinkedHashMap<>();
        for (Instrument instrument : instruments) {
            deposits.put(instrument.base(), COINS);
        }
        for (Instrument instrument : instruments) {
            deposits.put(instrument.quote(), MONEY);
        }
        http.post(
                "/api/v1/admin/collectives",
                token,
                json -> json.text("collective_id", name)
                        .texts("public_keys", List.of(key.publicKey()))
                        .object("deposits", money -> deposits.forEach(money::integer)));
    }

    private Bot start(String name, ClientKey key, Strategy strategy) {
        MarketView market = new MarketView();
        ArenaClient client = ArenaClient.builder(server(), name, key)
                .rooms(List.of(new Room.Market()))
                .listener(market)
                .reconnection(Patience.SETTINGS)
                .start();
        return new Bot(name, client, market, strategy);
    }

    private void trade(Console out, List<Bot> bots, List<Instrument> instruments, CountDownLatch stop)
            throws InterruptedException {
        long end = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        List<Instrument> open = instruments.stream().filter(Instrument::open).toList();
        try (Progress progress = out.progress()) {
            while (System.nanoTime() < end && !stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                bots.forEach(bot -> bot.tick(open));
                progress.show(status(bots));
            }
        }
    }

    private static String status(List<Bot> bots) {
        long live = bots.stream().filter(Bot::isLive).count();
        return live + " of " + bots.size() + " connected, " + placed(bots) + " orders";
    }

    private static void summary(Console out, List<Bot> bots) {
        if (out.isJson()) {
            bots.forEach(bot -> out.say(json -> json.text("collective_id", bot.name())
                    .integer("orders", bot.placed())
                    .integer("refused", bot.refused())));
        } else {
            out.say(bots.size() + " bots placed " + placed(bots) + " orders");
        }
    }

    private static long placed(List<Bot> bots) {
        return bots.stream().mapToLong(Bot::placed).sum();
    }
}
