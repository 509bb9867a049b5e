package org.tradingarena.session;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.protocol.Marks;

/** One collective, {@code alpha}, the connection of its client {@code bot}, and a time that the test lets pass. */
final class Arena {
    static final Instruments INSTRUMENTS = new Instruments(List.of(new Instrument(
            "BTC/USD",
            Atoms.of("0.01"),
            Atoms.of("0.0001"),
            Atoms.of("0.0001"),
            1000 * Atoms.ONE,
            1_000_000 * Atoms.ONE,
            50_000,
            0,
            0,
            true)));

    // Time that a test lets pass in one step must not look like a journal that does not answer.
    private static final String PLAIN = """
            pekko.actor.provider = local
            pekko.actor.testkit.typed.single-expect-default = 20s
            pekko.persistence.journal-plugin-fallback.circuit-breaker.call-timeout = 1000h
            """;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ActorTestKit kit;
    private final ManualTime time;
    private final String client = "bot" + NUMBER.incrementAndGet();
    private final ConnectionSurroundings surroundings;
    final FakeCollective collective;
    private volatile Instant now = Streams.START;
    private volatile ActorRef<CollectiveCommand> ref;
    private volatile ActorRef<DirectoryCommand> directory;
    final CountingMetrics metrics = new CountingMetrics();
    ActorRef<ConnectionCommand> connection;

    /** Configuration of an actor system whose journal is in memory and whose timers are the test's. */
    static Config config() {
        return ManualTime.config()
                .withFallback(PersistenceTestKitPlugin.getInstance().config())
                .withFallback(PersistenceTestKitSnapshotPlugin.config())
                .withFallback(ConfigFactory.parseString(PLAIN))
                .withFallback(ConfigFactory.parseResources("arena-pekko.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    Arena(ActorTestKit kit, int length) {
        this(kit, length, "");
    }

    Arena(ActorTestKit kit, int length, String settings) {
        this.kit = kit;
        this.time = ManualTime.get(kit.system());
        this.collective = new FakeCollective(length);
        Config config = ConfigFactory.parseString(settings).withFallback(ConfigFactory.load());
        SessionSettings session = SessionSettings.from(config.resolve());
        this.surroundings = new ConnectionSurroundings(
                session,
                INSTRUMENTS,
                Marks.NONE,
                id -> ref,
                id -> directory,
                collective,
                new ReplayAdmission(session.concurrentReplays()),
                metrics,
                clock(),
                new java.security.SecureRandom());
        this.ref = spawnCollective();
        this.directory = spawnDirectory();
        this.connection = spawn();
    }

    String client() {
        return client;
    }

    /** The connection starts, or starts again from its journal. */
    void start() {
        connection = spawn();
    }

    private ActorRef<ConnectionCommand> spawn() {
        return kit.spawn(Connection.create("alpha|" + client, surroundings, () -> {}));
    }

    /** The connection's process dies; its journal does not. */
    void crash() {
        kit.stop(connection);
        start();
    }

    private ActorRef<CollectiveCommand> spawnCollective() {
        ActorRef<CollectiveCommand> started = kit.spawn(collective.behavior());
        collective.lives(started);
        return started;
    }

    private ActorRef<DirectoryCommand> spawnDirectory() {
        return kit.spawn(SessionDirectory.create(
                "alpha-" + client,
                new SessionDirectory.Dependencies(
                        surroundings.settings(), (collectiveId, id) -> connection, metrics, clock())));
    }

    ActorRef<DirectoryCommand> directory() {
        return directory;
    }

    /** The connection speaks to another directory from now on; the one that there was lives on. */
    void directory(ActorRef<DirectoryCommand> other) {
        directory = other;
    }

    /** The clients that the directory has. */
    List<String> listed() {
        TestProbe<DirectoryReply> probe = kit.createTestProbe();
        directory.tell(new DirectoryCommand.GetPage("", 100, probe.ref()));
        return probe.expectMessageClass(DirectoryReply.Page.class).clients();
    }

    /** What the session says of itself. */
    SessionReply described() {
        TestProbe<SessionReply> probe = kit.createTestProbe();
        connection.tell(new ConnectionCommand.Describe(probe.ref()));
        return probe.receiveMessage();
    }

    SessionDescription description() {
        return ((SessionReply.Described) described()).session();
    }

    /** The collective stops; another incarnation is there at once. */
    void crashCollective() {
        ActorRef<CollectiveCommand> old = ref;
        ref = spawnCollective();
        kit.stop(old);
    }

    Instant now() {
        return now;
    }

    /** Waits until the connection has done what it was told: it answers a stranger. */
    void settle() {
        socket().signIn(new ConnectionCommand.Proof.Token("nobody's")).refused();
    }

    void pass(Duration duration) {
        now = now.plus(duration);
        time.timePasses(duration);
    }

    TestSocket socket() {
        return new TestSocket(kit, this);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
