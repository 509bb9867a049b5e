package org.tradingarena.server;

import com.typesafe.config.Config;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.pattern.Patterns;
import org.tradingarena.collective.Collective;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveRules;
import org.tradingarena.collective.CollectiveSettings;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.gateway.GatewayDependencies;
import org.tradingarena.gateway.GatewaySettings;
import org.tradingarena.gateway.HttpGateway;
import org.tradingarena.journal.EventReader;
import org.tradingarena.journal.QueryEventReader;
import org.tradingarena.market.BookMessage;
import org.tradingarena.market.BookSurroundings;
import org.tradingarena.market.MarketBoard;
import org.tradingarena.market.MarketHub;
import org.tradingarena.market.MarketHubCommand;
import org.tradingarena.market.MarketSettings;
import org.tradingarena.market.feed.FeedGuardian;
import org.tradingarena.server.demo.DemoMarket;
import org.tradingarena.server.feed.MarketFeeds;
import org.tradingarena.session.ConnectionSurroundings;
import org.tradingarena.session.ReplayAdmission;
import org.tradingarena.session.SessionDirectory;
import org.tradingarena.session.SessionMetrics;
import org.tradingarena.session.SessionSettings;
import org.tradingarena.session.SessionSweeper;
import org.tradingarena.standings.LeaderboardHub;
import org.tradingarena.standings.Standings;
import org.tradingarena.standings.StandingsCommand;

/** One node: starts everything that lives on it, in order, and says when clients can trade. */
final class Node {
    private static final Duration LEADERBOARD_INTERVAL = Duration.ofSeconds(1);
    private static final Duration BOOK_PATIENCE = Duration.ofMillis(200);
    private static final int BOOK_TRIES = 300;

    private final ActorContext<Void> context;
    private final ActorSystem<Void> system;
    private final Config config;
    private final ClusterConfig cluster;
    private final Clock clock = Clock.systemUTC();
    private final boolean demo;
    private final Instruments instruments;
    private final MarketFeeds feeds;
    private final ClusterSharding sharding;
    private final Entities entities;
    /** Done when this node knows all kinds of entities: before that nobody can be told anything. */
    private final CompletableFuture<Void> sharded = new CompletableFuture<>();

    private final ShardedBooks books;
    private final PrometheusMeterRegistry registry = Metrics.registry();
    private final NodeJournal store;
    private final EventReader journal;
    private final MarketBoard board = new MarketBoard();

    /** The node's guardian; {@code ready} gets the address that it listens on. */
    static Behavior<Void> create(Config config, String adminToken, boolean demo, CompletableFuture<String> ready) {
        return Behaviors.setup(context -> {
            try {
                new Node(context, config, demo).start(adminToken, ready);
            } catch (RuntimeException failed) {
                ready.completeExceptionally(failed);
                return Behaviors.stopped();
            }
            return Behaviors.empty();
        });
    }

    private Node(ActorContext<Void> context, Config config, boolean demo) {
        this.context = context;
        this.system = narrow(context.getSystem());
        this.config = config;
        this.cluster = ClusterConfig.from(config);
        this.store = NodeJournal.open(system, registry);
        this.instruments = InstrumentsConfig.from(config.getConfig("arena"));
        this.demo = demo;
        this.feeds = feeds();
        this.sharding = ClusterSharding.get(system);
        this.entities = new Entities(system, sharding);
        this.books = new ShardedBooks(sharding);
        this.journal = new QueryEventReader(system, config.getString("arena.journal.query-plugin"));
    }

    @SuppressWarnings("unchecked") // the guardian takes no messages
    private static ActorSystem<Void> narrow(ActorSystem<?> system) {
        return (ActorSystem<Void>) system;
    }

    private MarketFeeds feeds() {
        try {
            return MarketFeeds.from(config, instruments, demo, clock);
        } catch (IllegalArgumentException wrong) {
            throw new StartException(String.valueOf(wrong.getMessage()));
        }
    }

    private void start(String adminToken, CompletableFuture<String> ready) {
        join();
        Counters counters = new Counters(registry);
        ActorRef<StandingsCommand> standings = startStandings();
        entities.initCollectives(new Collective.Dependencies(
                new CollectiveRules(instruments, collectiveSettings().limits()),
                collectiveSettings(),
                books,
                journal,
                holdings -> standings.tell(new StandingsCommand.HoldingsChanged(holdings)),
                store.hasRoom(),
                clock));
        MarketSettings market = MarketSettings.from(config);
        entities.initBooks(
                instruments,
                BookSurroundings.of(
                        market,
                        (collective, report) ->
                                entities.collective(collective).tell(new CollectiveCommand.Deliver(report)),
                        counters));
        ActorRef<MarketHubCommand> hub =
                context.spawn(MarketHub.create(symbols(), market, this::tellBook, board, counters), "market-hub");
        org.apache.pekko.cluster.Cluster.get(system)
                .registerOnMemberUp(() -> hub.tell(new MarketHubCommand.KeepAlive()));
        LeaderboardHub.Board leaderboard = new LeaderboardHub.Board();
        ActorRef<LeaderboardHub.Command> leaderboardHub =
                context.spawn(LeaderboardHub.create(standings, leaderboard, clock), "leaderboard-hub");
        SessionSettings sessions = SessionSettings.from(config);
        ReplayAdmission replays = new ReplayAdmission(sessions.concurrentReplays());
        startSessions(sessions, replays, new SessionMeters(registry, replays));
        SecureRandom random = new SecureRandom();
        Readiness readiness = new Readiness(() -> books.bestAsk(symbols().getFirst()), store.answers());
        GatewayDependencies gateway = new GatewayDependencies(
                GatewaySettings.from(config),
                system,
                instruments,
                entities::collective,
                entities::connection,
                entities::directory,
                books::book,
                hub,
                board,
                journal,
                replays,
                leaderboardHub,
                leaderboard::body,
                this::collectives,
                adminToken,
                cluster.isGateway(),
                readiness,
                store.hasRoom(),
                store.backups(),
                registry,
                random,
                clock,
                System::nanoTime);
        booksAnswer()
                .thenCompose(answered -> HttpGateway.bind(
                        gateway, config.getString("arena.http.host"), config.getInt("arena.http.port")))
                .thenAccept(bound -> opened(bound, readiness, ready))
                .exceptionally(failure -> {
                    ready.completeExceptionally(failure);
                    return null;
                });
        feeds.guardian(board, entities::collective, registry)
                .ifPresent(guardian -> singleton(guardian, "feed-guardian", new FeedGuardian.Stop()));
        if (demo) {
            singleton(
                    DemoMarket.create(instruments, board, entities::collective), "demo-market", new DemoMarket.Stop());
        }
    }

    /** The hub asks again: before there is anybody to answer, it would only pile up, and be warned of. */
    private void tellBook(String symbol, BookMessage message) {
        if (cluster.isAlone() || Startup.hasCore(system)) {
            books.book(symbol).tell(message);
        }
    }

    private void startSessions(SessionSettings sessions, ReplayAdmission replays, SessionMetrics metrics) {
        entities.initDirectories(new SessionDirectory.Dependencies(sessions, entities::connection, metrics, clock));
        entities.initConnections(new ConnectionSurroundings(
                sessions,
                instruments,
                board.marks(),
                entities::collective,
                entities::directory,
                journal,
                replays,
                metrics,
                clock,
                new SecureRandom()));
        sharded.complete(null);
        singleton(Waker.create(journal::persistenceIds, entities::wake), "waker", new Waker.Stop());
        singleton(
                SessionSweeper.create(
                        sessions.directory(), () -> idsOf(SessionDirectory.KEY.name()), entities::directory),
                "session-sweeper",
                new SessionSweeper.Stop());
    }

    private void opened(HttpGateway gateway, Readiness readiness, CompletableFuture<String> ready) {
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "tell-clients", () -> {
            readiness.close();
            feeds.retire();
            return gateway.stop();
        });
        readiness.open(system);
        ready.complete("http://" + config.getString("arena.http.host") + ":"
                + gateway.address().getPort());
    }

    /** A node that is told of no others is a cluster of its own. */
    private void join() {
        if (cluster.isAlone()) {
            Cluster self = Cluster.get(system);
            self.manager().tell(Join.create(self.selfMember().address()));
        } else {
            context.spawn(ClusterNews.create(cluster.quorum()), "cluster-news");
        }
    }

    private ActorRef<StandingsCommand> startStandings() {
        Behavior<StandingsCommand> behavior = Standings.create(
                board.marks(),
                () -> sharded.thenCompose(started -> collectives()),
                id -> entities.collective(id).tell(new CollectiveCommand.Wake()),
                LEADERBOARD_INTERVAL);
        return singleton(behavior, "standings", new StandingsCommand.Stop());
    }

    /** One for the cluster, which begins anew when it fails. Without a stop message of its own it would not end, and hold up the node's. */
    private <T> ActorRef<T> singleton(Behavior<T> behavior, String name, T stop) {
        Behavior<T> supervised = Behaviors.supervise(behavior)
                .onFailure(SupervisorStrategy.restartWithBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.1));
        return ClusterSingleton.get(system)
                .init(SingletonActor.of(supervised, name)
                        .withStopMessage(stop)
                        .withSettings(ClusterSingletonSettings.create(system).withRole(ClusterConfig.CORE)));
    }

    private CompletionStage<List<String>> collectives() {
        return idsOf(Collective.KEY.name());
    }

    private CompletionStage<List<String>> idsOf(String type) {
        String prefix = type + "|";
        return journal.persistenceIds()
                .thenApply(ids -> ids.stream()
                        .filter(id -> id.startsWith(prefix))
                        .map(id -> id.substring(prefix.length()))
                        .sorted()
                        .toList());
    }

    private CollectiveSettings collectiveSettings() {
        return CollectiveSettings.from(config.getConfig("arena.collective"));
    }

    private List<String> symbols() {
        return instruments.all().stream().map(Instrument::symbol).toList();
    }

    /**
     * Done when every book has answered and its market is known here: then the journal writes and the shards are there. Many nodes wait for
     * each other as long as it takes; {@link Startup} says for whom.
     */
    private CompletionStage<Void> booksAnswer() {
        return CompletableFuture.allOf(symbols().stream()
                .map(symbol -> Patterns.retry(
                                () -> answers(symbol),
                                cluster.isAlone() ? BOOK_TRIES : Integer.MAX_VALUE,
                                BOOK_PATIENCE,
                                system.classicSystem().scheduler(),
                                system.executionContext())
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private CompletionStage<Long> answers(String symbol) {
        return board.view(symbol).isPresent()
                ? books.bestAsk(symbol)
                : CompletableFuture.failedStage(new IllegalStateException("the market of " + symbol + " is starting"));
    }
}
