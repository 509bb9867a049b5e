package org.tradingarena.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.market.MarketBoard;
import org.tradingarena.market.MarketHubCommand;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Ed25519Keys;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.SignIn;
import org.tradingarena.protocol.StrictJson;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.SocketCommand;
import org.tradingarena.standings.LeaderboardHub;

/** One socket of the collective {@code alpha} among fakes, with the default limits and a clock that stands still until a test moves it. */
final class SocketBench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Instruments INSTRUMENTS = new Instruments(List.of(instrument("BTC/USD"), instrument("ETH/USD")));

    final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    final ManualTime time = ManualTime.get(kit.system());
    final AtomicLong nanos = new AtomicLong();
    final TestProbe<ConnectionCommand> connection = kit.createTestProbe(ConnectionCommand.class);
    final TestProbe<MarketHubCommand> hub = kit.createTestProbe(MarketHubCommand.class);
    final TestProbe<LeaderboardHub.Command> leaderboard = kit.createTestProbe(LeaderboardHub.Command.class);
    private final TestProbe<SocketMessage> seen = kit.createTestProbe(SocketMessage.class);
    final SignatureChecks signatures = new SignatureChecks(1, 16);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final SocketLimits limits;
    final FakeSink sink = new FakeSink();
    final KeyPair keys = Ed25519Keys.generate();
    final SocketLimits.Lease lease;
    final ActorRef<SocketMessage> socket;
    private final Json.JsonObject greeting;
    private int settled;
    private Preferences preferences = Preferences.defaults(ClientType.BOT);

    SocketBench() throws Exception {
        this(new SocketLimits(100, 200, 20_000));
    }

    SocketBench(SocketLimits limits) throws Exception {
        this.limits = limits;
        this.lease = limits.admit("alpha", InetAddress.getLoopbackAddress()).orElseThrow();
        this.socket = kit.spawn(Behaviors.monitor(
                SocketMessage.class, seen.ref(), Socket.create(dependencies(), "alpha", sink, lease)));
        this.greeting = data(sink.next());
        sink.awaitPermits(1);
    }

    SocketDependencies dependencies() {
        MarketAnswers market = new MarketAnswers(INSTRUMENTS, new MarketBoard(), () -> JsonBody.EMPTY);
        return new SocketDependencies(
                SocketSettings.from(ConfigFactory.load().getConfig("arena")),
                INSTRUMENTS,
                (collective, client) -> connection.ref(),
                market,
                hub.ref(),
                leaderboard.ref(),
                new MarketRendering(),
                signatures,
                new SocketMetrics(registry),
                new SecureRandom(),
                Clock.fixed(START, ZoneOffset.UTC),
                nanos::get);
    }

    static Instrument instrument(String symbol) {
        return new Instrument(
                symbol,
                Atoms.of("0.01"),
                Atoms.of("0.0001"),
                Atoms.of("0.0001"),
                Atoms.of("1000"),
                Atoms.of("1000000"),
                50_000,
                0,
                0,
                true);
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        signatures.close();
    }

    /** Waits until the socket has handled everything before, whatever it is busy with. */
    void settle() {
        settle(new SocketMessage.FromLeaderboard("settle " + ++settled));
    }

    /** The same where the socket is in the leaderboard's room. */
    void settleBehindStandings() {
        settle(new SocketMessage.FromCollective(new CollectiveReply.Overloaded(Long.MAX_VALUE - ++settled)));
    }

    private void settle(SocketMessage last) {
        socket.tell(last);
        seen.fishForMessage(
                Duration.ofSeconds(5),
                message -> message.equals(last) ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
    }

    /** Time passes. */
    void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        time.timePasses(duration);
    }

    /** The {@code data} of {@code connection_established}. */
    Json.JsonObject greeting() {
        return greeting;
    }

    String nonce() {
        return text(greeting, "nonce");
    }

    String connectionId() {
        return text(greeting, "connection_id");
    }

    /** An {@code auth} as a well-behaved client sends it. */
    String auth(String more) {
        return auth(connectionId(), nonce(), more);
    }

    /** An {@code auth} signed for this connection and nonce. */
    String auth(String connectionId, String nonce, String more) {
        byte[] signature = Ed25519Keys.sign(keys.getPrivate(), SignIn.message(connectionId, nonce, "alpha", "client"));
        return rawAuth(publicKey(), Base64Url.encode(signature), more);
    }

    static String rawAuth(String publicKey, String signature, String more) {
        return """
                {"id":"a","type":"auth","data":{"client_id":"client","public_key":"%s","signature":"%s"%s}}""".formatted(publicKey, signature, more);
    }

    String publicKey() {
        return Base64Url.encode(Ed25519Keys.encode(keys.getPublic()));
    }

    /** What the Connection is asked. */
    ConnectionCommand.SignIn expectSignIn() {
        return connection.expectMessageClass(ConnectionCommand.SignIn.class);
    }

    /** What the client prefers when it signs in. */
    void prefer(Preferences its) {
        preferences = its;
    }

    /** Signs in with generation 7, a trader in these rooms; answers where the Connection can talk to the socket. */
    ActorRef<SocketCommand> signIn(Room... rooms) throws Exception {
        return signIn(true, rooms);
    }

    ActorRef<SocketCommand> signIn(boolean trader, Room... rooms) throws Exception {
        sink.send(auth(""));
        ActorRef<SocketCommand> replies = expectSignIn().socket();
        replies.tell(new SocketCommand.SignedIn(
                7, trader, List.of(rooms), preferences, "the authenticated frame", connection.ref()));
        assertThat(sink.next()).isEqualTo("the authenticated frame");
        if (preferences.equals(Preferences.defaults(ClientType.BOT))) {
            connection.expectMessage(new ConnectionCommand.Credit(7, 15));
        }
        return replies;
    }

    /** The next frame is an error; answers its code. */
    String nextError() throws Exception {
        Json.JsonObject frame = object(sink.next());
        assertThat(text(frame, "type")).isEqualTo("error");
        return text((Json.JsonObject) member(frame, "error"), "code");
    }

    static Json.JsonObject object(String text) {
        return (Json.JsonObject) StrictJson.parse(text);
    }

    static Json.JsonObject data(String frame) {
        return (Json.JsonObject) member(object(frame), "data");
    }

    static String text(Json.JsonObject object, String name) {
        return ((Json.JsonText) member(object, name)).value();
    }

    private static Json member(Json.JsonObject object, String name) {
        Json member = object.get(name);
        if (member == null) {
            throw new AssertionError("no " + name + " in " + object);
        }
        return member;
    }

    double count(String counter) {
        return registry.get(counter).counter().count();
    }
}
