package org.tradingarena.gateway;

import com.typesafe.config.Config;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.awaitility.Awaitility;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.market.BookMessage;
import org.tradingarena.market.BookReply;
import org.tradingarena.market.MarketBoard;
import org.tradingarena.market.MarketCounters;
import org.tradingarena.market.MarketFeed;
import org.tradingarena.market.MarketHistory;
import org.tradingarena.market.MarketHub;
import org.tradingarena.market.MarketHubCommand;
import org.tradingarena.market.MarketSettings;
import org.tradingarena.market.TopOfBook;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.ReplayAdmission;
import org.tradingarena.standings.LeaderboardHub;
import org.tradingarena.testing.ArenaTestConfig;

/** The whole gateway on a real port, over real collectives with a journal in memory, and books and connections that need none. */
final class Gateway implements AutoCloseable {
    static final String ADMIN_TOKEN = "the-admin-token";
    static final Instruments INSTRUMENTS = new Instruments(List.of(instrument("BTC/USD"), instrument("ETH/USD")));

    /** The book of this symbol never says anything. */
    private static final String SILENT = "ETH/USD";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final ActorTestKit kit;
    final AtomicBoolean ready = new AtomicBoolean(true);
    final AtomicBoolean room = new AtomicBoolean(true);
    final HttpGateway gateway;
    final FakeSessions sessions = new FakeSessions();
    final RealCollectives collectives;

    /** With these settings over the defaults. */
    Gateway(String... settings) throws Exception {
        Config config = ArenaTestConfig.local(settings);
        kit = ActorTestKit.create("gateway", config);
        collectives = new RealCollectives(kit, config, INSTRUMENTS);
        MarketBoard board = new MarketBoard();
        ActorRef<MarketHubCommand> hub = kit.spawn(MarketHub.create(
                List.of("BTC/USD"), MarketSettings.from(config), Gateway::tellBook, board, MarketCounters.NONE));
        ActorRef<LeaderboardHub.Command> leaderboard = kit.spawn(Behaviors.ignore());
        ActorRef<ConnectionCommand> connections = kit.spawn(sessions.behavior());
        ActorRef<ConnectionCommand> mute = kit.spawn(Behaviors.ignore());
        sessions.start(kit);
        ActorRef<BookMessage> book = kit.spawn(Behaviors.receiveMessage(Gateway::onFeesAsked));
        GatewayDependencies dependencies = new GatewayDependencies(
                GatewaySettings.from(config),
                kit.system(),
                INSTRUMENTS,
                collectives::get,
                (collective, client) -> client.startsWith("mute") ? mute : connections,
                sessions::directory,
                symbol -> book,
                hub,
                board,
                collectives.journal(),
                new ReplayAdmission(4),
                leaderboard,
                () -> json -> json.texts("standings", List.of()),
                () -> CompletableFuture.completedStage(collectives.ids()),
                ADMIN_TOKEN,
                true,
                () -> ready.get() ? Optional.empty() : Optional.of("starting_or_stopping"),
                room::get,
                Optional.empty(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                new SecureRandom(),
                Clock.systemUTC(),
                System::nanoTime);
        gateway = HttpGateway.bind(dependencies, "127.0.0.1", 0)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static void tellBook(String symbol, BookMessage message) {
        if (message instanceof BookMessage.WatchMarket watch && !symbol.equals(SILENT)) {
            watch.watcher()
                    .tell(new MarketFeed.Snapshot(
                            symbol,
                            "epoch",
                            41,
                            new TopOfBook(
                                    List.of(new PriceLevel(Atoms.of("99.5"), Atoms.of("2"))),
                                    List.of(new PriceLevel(Atoms.of("100"), Atoms.of("1")))),
                            new MarketHistory(0, 0, 0, List.of(), List.of()),
                            Instant.EPOCH));
        }
    }

    private static Behavior<BookMessage> onFeesAsked(BookMessage message) {
        if (message instanceof BookMessage.GetFees get) {
            get.replyTo().tell(new BookReply.Fees(get.ticket(), "any", "USD", Atoms.of("1.25")));
        }
        return Behaviors.same();
    }

    private static Instrument instrument(String symbol) {
        long large = Atoms.of("1000000");
        return new Instrument(
                symbol, Atoms.of("0.01"), Atoms.of("0.0001"), Atoms.of("0.0001"), large, large, 50_000, 0, 0, true);
    }

    int port() {
        return gateway.address().getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** An admin call, with its body if it has one. */
    HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri("/api/v1/admin" + path))
                .header("Authorization", "Bearer " + ADMIN_TOKEN)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Does not wait for the answer. */
    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    LiveStream stream(HttpRequest.Builder request) throws Exception {
        return new LiveStream(CLIENT, request.build());
    }

    /** Waits until so many polls are under way. */
    void awaitPolls(int count) {
        awaitGauge("arena_gateway_http_polls", count);
    }

    /** Waits until so many event streams are open. */
    void awaitStreams(int count) {
        awaitGauge("arena_gateway_http_streams", count);
    }

    private void awaitGauge(String name, int value) {
        Awaitility.await().until(() -> get("/metrics").body().contains("\n" + name + " " + value + ".0\n"));
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
