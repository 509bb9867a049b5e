package org.tradingarena.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.InitialState;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestEnvelope;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.ServerMessage;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.Wire;
import org.tradingarena.reconnect.ReconnectionSettings;

/** A client on virtual time, its network and its owner; the test speaks for the arena. */
final class ClientHarness implements ArenaListener {
    final VirtualTime time = new VirtualTime();
    final FakeTransport transport = new FakeTransport(time::passed);
    final ModelArena arena = new ModelArena(new SplittableRandom(1));
    final List<PrivateEvent> events = new ArrayList<>();
    final List<ConnectionState> states = new ArrayList<>();
    final List<Continuity> continuity = new ArrayList<>();
    final List<OrderFate> fates = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final List<ServerMessage.MarketData> market = new ArrayList<>();
    final List<StreamPosition> kept = new ArrayList<>();
    final ClientShell client;
    private long failing;

    ClientHarness(UnaryOperator<ClientSettings> change) {
        this(change, 0);
    }

    ClientHarness(UnaryOperator<ClientSettings> change, double chance) {
        ClientSettings settings = change.apply(settings());
        ClientCore core = new ClientCore(settings, ClientKey.generate(), () -> chance);
        client = new ClientShell(core, time, time::now, transport, new Kept(), this, new OrderWriter("run"));
        client.start();
        time.settle();
    }

    ClientHarness() {
        this(UnaryOperator.identity());
    }

    static ClientSettings settings() {
        return new ClientSettings(
                ModelArena.COLLECTIVE,
                "bot",
                ClientType.BOT,
                Role.TRADER,
                List.of(),
                ReconnectionSettings.forClients(),
                null,
                -1,
                false,
                null,
                false,
                Duration.ofSeconds(30),
                null);
    }

    private final class Kept implements PositionStore {
        @Override
        public Optional<StreamPosition> load() {
            return Optional.empty();
        }

        @Override
        public void save(StreamPosition position) {
            kept.add(position);
        }
    }

    // The arena speaks.

    FakeTransport.FakeSocket socket() {
        return transport.last();
    }

    void say(String text) {
        socket().events.received(text);
        time.settle();
    }

    void unasked(String type, JsonBody data) {
        say(Wire.unsolicited(type, data, arena.time()));
    }

    /** Answers a request of the client. */
    void answer(RequestEnvelope request, String type, JsonBody data) {
        say(Wire.response(request.id(), type, data, arena.time()));
    }

    void refuse(RequestEnvelope request, ArenaError error) {
        say(Wire.error(request.id(), error, arena.time()));
    }

    void established() {
        socket().events.opened();
        unasked(
                "connection_established",
                json -> json.text("connection_id", "c1")
                        .text("nonce", "nonce")
                        .integer("heartbeat_interval_ms", 30_000)
                        .integer("heartbeat_timeout_ms", 60_000));
    }

    /** Lets the client in, at the arena's head. */
    void authenticated() {
        Request.Auth auth = (Request.Auth) asked("auth").request();
        List<Room> rooms = auth.subscriptions() == null ? List.of() : auth.subscriptions();
        answer(
                asked("auth"),
                "authenticated",
                json -> json.object("position", here())
                        .texts("subscriptions", rooms.stream().map(Room::wire).toList())
                        .text("resume_token", "token-" + transport.sockets.size()));
    }

    JsonBody here() {
        return new StreamPosition(arena.epoch(), arena.head()).body();
    }

    void state(RequestEnvelope request) {
        answer(request, "initial_state", full());
    }

    JsonBody full() {
        return new InitialState(
                        arena.state(),
                        arena.hashAt(arena.head()),
                        symbol -> OptionalLong.empty(),
                        EnumSet.of(Include.PORTFOLIO, Include.BALANCES, Include.ORDERS),
                        List.of(),
                        ModelDesk.NO_SOCKET)
                .full();
    }

    /** A first connection, until the client is live. */
    void live() {
        established();
        authenticated();
        state(asked("get_initial_state"));
    }

    /** A later connection on which nothing was missed. */
    void resumed() {
        established();
        authenticated();
        sync(List.of(), arena.head());
    }

    void sync(List<String> missed, long to) {
        unasked(
                "reconnection_sync",
                json -> json.text("outcome", missed.isEmpty() ? "up_to_date" : "replayed")
                        .integer("to_seq", to)
                        .raws("events", missed)
                        .flag("complete", true));
    }

    void lose(int code) {
        socket().events.lost(code, "");
        time.settle();
    }

    // What the client says.

    /** Everything that it has sent on the last socket, the oldest first. */
    Stream<RequestEnvelope> sent() {
        return socket().sent.stream().map(RequestParser::parse);
    }

    /** The newest request of this type. */
    RequestEnvelope asked(String type) {
        return sent().filter(envelope -> envelope.request().type().equals(type))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("no " + type + " among " + socket().sent));
    }

    @Nullable
    ConnectionState state() {
        return states.isEmpty() ? null : states.getLast();
    }

    // What it tells.

    @Override
    public void onEvent(PrivateEvent event) {
        if (event.seq() == failing) {
            throw new IllegalStateException("a listener's own fault");
        }
        events.add(event);
    }

    /** The listener throws when it is told of this event. */
    void failOn(long seq) {
        failing = seq;
    }

    @Override
    public void onMarket(ServerMessage.MarketData message) {
        market.add(message);
    }

    @Override
    public void onConnection(ConnectionState now) {
        states.add(now);
    }

    @Override
    public void onContinuity(Continuity change) {
        continuity.add(change);
    }

    @Override
    public void onFate(OrderFate fate) {
        fates.add(fate);
    }

    @Override
    public void onWarning(String warning) {
        warnings.add(warning);
    }
}
