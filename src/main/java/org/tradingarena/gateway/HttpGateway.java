package org.tradingarena.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.tradingarena.gateway.http.GatewayRoutes;
import org.tradingarena.gateway.http.HttpDependencies;
import org.tradingarena.gateway.http.HttpSettings;
import org.tradingarena.gateway.http.ParsingErrors;
import org.tradingarena.gateway.http.feed.Feed;
import org.tradingarena.gateway.http.feed.FeedSurroundings;
import org.tradingarena.gateway.http.feed.Watches;
import org.tradingarena.gateway.socket.MarketAnswers;
import org.tradingarena.gateway.socket.MarketRendering;
import org.tradingarena.gateway.socket.SignatureChecks;
import org.tradingarena.gateway.socket.SocketDependencies;
import org.tradingarena.gateway.socket.SocketLimits;
import org.tradingarena.gateway.socket.SocketMetrics;
import org.tradingarena.gateway.socket.SocketSettings;
import org.tradingarena.gateway.socket.Sockets;

/** The arena's port: HTTP and WebSockets, from the bind to a graceful end. */
public final class HttpGateway {
    private final ActorSystem<?> system;
    private final GatewaySettings settings;
    private final ServerBinding binding;
    private final GatewayRoutes routes;
    private final ActorRef<Sockets.Command> sockets;
    private final Feed feed;
    private final SignatureChecks signatures;

    private HttpGateway(
            GatewayDependencies dependencies,
            ServerBinding binding,
            GatewayRoutes routes,
            ActorRef<Sockets.Command> sockets,
            Feed feed,
            SignatureChecks signatures) {
        this.system = dependencies.system();
        this.settings = dependencies.settings();
        this.binding = binding;
        this.routes = routes;
        this.sockets = sockets;
        this.feed = feed;
        this.signatures = signatures;
    }

    /** Listens; port 0 takes any free one. Fails if the port is taken. */
    public static CompletionStage<HttpGateway> bind(GatewayDependencies dependencies, String host, int port) {
        SocketSettings settings = dependencies.settings().sockets();
        SignatureChecks signatures = new SignatureChecks(settings.signatureThreads(), settings.signatureQueue());
        SocketMetrics metrics = new SocketMetrics(dependencies.registry());
        SocketLimits limits = new SocketLimits(
                settings.limits().perCollective(),
                settings.limits().perAddress(),
                settings.limits().perNode());
        metrics.watch("arena.gateway.sockets", "Open sockets", limits::size);
        metrics.watch("arena.gateway.signatures.waiting", "Signatures that wait", signatures::waiting);
        MarketAnswers market =
                new MarketAnswers(dependencies.instruments(), dependencies.board(), dependencies.leaderboard());
        ActorRef<Sockets.Command> sockets = dependencies
                .system()
                .systemActorOf(
                        Sockets.create(socketDependencies(dependencies, market, signatures, metrics)),
                        "sockets",
                        Props.empty());
        Feed feed = feed(dependencies);
        GatewayRoutes routes =
                new GatewayRoutes(httpDependencies(dependencies, market, sockets, limits, metrics, signatures, feed));
        return Http.get(dependencies.system())
                .newServerAt(host, port)
                .withSettings(serverSettings(
                        dependencies.system().settings().config(),
                        dependencies.settings().http()))
                .bind(routes.routes().function(dependencies.system()))
                .thenApply(binding -> new HttpGateway(dependencies, binding, routes, sockets, feed, signatures));
    }

    private static SocketDependencies socketDependencies(
            GatewayDependencies dependencies, MarketAnswers market, SignatureChecks signatures, SocketMetrics metrics) {
        return new SocketDependencies(
                dependencies.settings().sockets(),
                dependencies.instruments(),
                dependencies.connections(),
                market,
                dependencies.marketHub(),
                dependencies.leaderboardHub(),
                new MarketRendering(),
                signatures,
                metrics,
                dependencies.random(),
                dependencies.clock(),
                dependencies.nanoTime());
    }

    private static HttpDependencies httpDependencies(
            GatewayDependencies dependencies,
            MarketAnswers market,
            ActorRef<Sockets.Command> sockets,
            SocketLimits limits,
            SocketMetrics metrics,
            SignatureChecks signatures,
            Feed feed) {
        return new HttpDependencies(
                dependencies.settings().http(),
                dependencies.settings().sockets().transport(),
                dependencies.system(),
                dependencies.instruments(),
                dependencies.collectives(),
                dependencies.connections(),
                dependencies.directories(),
                dependencies.books(),
                dependencies.collectiveIds(),
                market,
                sockets,
                limits,
                metrics,
                signatures,
                feed,
                dependencies.board().marks(),
                dependencies.adminToken(),
                dependencies.servesClients(),
                dependencies.obstacle(),
                dependencies.hasRoom(),
                dependencies.backups(),
                dependencies.registry(),
                dependencies.random(),
                dependencies.clock(),
                dependencies.nanoTime());
    }

    private static Feed feed(GatewayDependencies dependencies) {
        HttpSettings http = dependencies.settings().http();
        FeedSurroundings surroundings = new FeedSurroundings(
                http.feed(),
                dependencies.collectives(),
                dependencies.journal(),
                dependencies.replays(),
                dependencies.nanoTime());
        return new Feed(
                dependencies.system().systemActorOf(Watches.create(surroundings), "watches", Props.empty()),
                GatewaySettings.answerGrace(http),
                dependencies.system().scheduler());
    }

    /** Pekko HTTP's settings as ours say; no WebSocket pings, which would hide a client that is gone (protocol section 9). */
    private static ServerSettings serverSettings(Config config, HttpSettings settings) {
        Map<String, Object> server = new HashMap<>();
        server.put("server-header", "");
        server.put("max-connections", settings.maxConnections());
        server.put("backlog", settings.backlog());
        server.put("idle-timeout", settings.idleTimeout().toMillis() + "ms");
        server.put("request-timeout", settings.requestTimeout().toMillis() + "ms");
        server.put("remote-address-attribute", true);
        server.put("transparent-head-requests", true);
        server.put("websocket.periodic-keep-alive-max-idle", "infinite");
        server.put("parsing.error-handler", ParsingErrors.class.getName());
        server.put("parsing.illegal-header-warnings", false);
        return ServerSettings.create(
                ConfigFactory.parseMap(server).atPath("pekko.http.server").withFallback(config));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    /**
     * Stops in order: takes no more connections, ends event streams and polls that wait, tells the clients of all sockets, closes these with
     * 1001 after the grace, and lets requests in flight end.
     */
    public CompletionStage<Done> stop() {
        Duration grace = settings.shutdownGrace();
        Duration enough =
                grace.plus(settings.sockets().transport().closeTimeout().multipliedBy(3));
        return binding.unbind()
                .thenRun(() -> {
                    routes.stop();
                    feed.stop();
                })
                .thenCompose(unbound -> AskPattern.<Sockets.Command, Done>ask(
                        sockets,
                        replyTo -> new Sockets.Shutdown(grace, settings.shutdownWave(), replyTo),
                        enough,
                        system.scheduler()))
                .handle((done, failure) -> Done.getInstance())
                .thenCompose(closed -> binding.terminate(settings.http().stopTimeout()))
                .thenApply(terminated -> {
                    signatures.close();
                    return Done.getInstance();
                });
    }
}
