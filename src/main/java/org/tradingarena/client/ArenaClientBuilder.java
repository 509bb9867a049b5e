package org.tradingarena.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Ids;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.reconnect.ReconnectionSettings;

/** What a client is to be like. Each method returns this builder; only {@link #start} does something. */
public final class ArenaClientBuilder {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RUN_BYTES = 9;
    private static final long NEVER = -1;

    private final URI server;
    private final String collectiveId;
    private final ClientKey key;
    private String clientId = "bot";
    private ClientType type = ClientType.BOT;
    private Role role = Role.TRADER;
    private List<Room> rooms = List.of();
    private ArenaListener listener = new ArenaListener() {};
    private ReconnectionSettings reconnection = ReconnectionSettings.forClients();
    private @Nullable StreamPosition from;
    private @Nullable PositionStore store;
    private long preferStateAbove = NEVER;
    private boolean gzip;
    private @Nullable Duration resendWithin;
    private boolean socketsOnly;
    private Duration socketProbe = Duration.ofSeconds(30);
    private @Nullable Duration heartbeatEvery;

    ArenaClientBuilder(URI server, String collectiveId, ClientKey key) {
        String scheme = server.getScheme();
        require("http".equals(scheme) || "https".equals(scheme), "server", "must be http://… or https://…");
        require(server.getHost() != null, "server", "must name a host");
        require(Ids.isCollective(collectiveId), "collectiveId", "has not the form [a-z0-9][a-z0-9_-]{0,63}");
        this.server = server;
        this.collectiveId = collectiveId;
        this.key = key;
    }

    /** The name of this client within its collective; {@code bot} by default. Two programs never share one. */
    public ArenaClientBuilder clientId(String clientId) {
        require(Ids.isClient(clientId), "clientId", "has not the form [a-z0-9][a-z0-9_-]{0,63}");
        this.clientId = clientId;
        return this;
    }

    /** What kind of client it is, which sets its preferences; a bot by default. */
    public ArenaClientBuilder clientType(ClientType type) {
        this.type = type;
        return this;
    }

    /** A trader by default; an observer reads everything and may not trade. */
    public ArenaClientBuilder role(Role role) {
        this.role = role;
        return this;
    }

    /** Rooms beside the collective's own two, which every client is in, such as {@code new Room.MarketSymbol("BTC/USD")}. */
    public ArenaClientBuilder rooms(List<Room> rooms) {
        this.rooms = List.copyOf(rooms);
        return this;
    }

    /** Who hears of events, market data and the connection. */
    public ArenaClientBuilder listener(ArenaListener listener) {
        this.listener = listener;
        return this;
    }

    /** How a lost connection comes back; {@link ReconnectionSettings#forClients} by default. */
    public ArenaClientBuilder reconnection(ReconnectionSettings settings) {
        this.reconnection = settings;
        return this;
    }

    /** The position to go on from; without it the client begins where the stream is. A kept position comes first. */
    public ArenaClientBuilder resumeFrom(StreamPosition position) {
        this.from = position;
        return this;
    }

    /**
     * Keeps the position in a file, so that the program goes on where it was when it is started again. It is written after the listener has
     * been told, at most every 50 ms and at the end: a program that dies is told the events of the last moment again, and misses none.
     */
    public ArenaClientBuilder keepPositionIn(Path file) {
        return keepPositionIn(new FilePositionStore(file));
    }

    /** Keeps the position elsewhere. The store is called on the client's thread. */
    public ArenaClientBuilder keepPositionIn(PositionStore store) {
        this.store = store;
        return this;
    }

    /** Takes a state instead of the events where more than this were missed; by default every event comes, however many. */
    public ArenaClientBuilder preferStateAbove(long missedEvents) {
        require(missedEvents >= 0, "preferStateAbove", "must not be negative");
        this.preferStateAbove = missedEvents;
        return this;
    }

    /** Frames over 1 KiB come compressed. */
    public ArenaClientBuilder gzip() {
        this.gzip = true;
        return this;
    }

    /** Orders that are not answered are sent again only this long; later their fate is looked up instead. Without it, always. */
    public ArenaClientBuilder resendWithin(Duration age) {
        require(!age.isNegative(), "resendWithin", "must not be negative");
        this.resendWithin = age;
        return this;
    }

    /** No long polling: where sockets are impossible, the client only tries again. */
    public ArenaClientBuilder socketsOnly() {
        this.socketsOnly = true;
        return this;
    }

    /** How often a client that polls tries whether sockets are possible again; 30 s by default. */
    public ArenaClientBuilder probeSocketEvery(Duration time) {
        require(!time.isNegative() && !time.isZero(), "probeSocketEvery", "must be above zero");
        this.socketProbe = time;
        return this;
    }

    /**
     * Sends heartbeats more often than the arena wants (30 s), and takes a connection for dead that is silent for twice this long (60 s): a
     * network that is half open is then noticed sooner.
     */
    public ArenaClientBuilder heartbeatEvery(Duration time) {
        require(!time.isNegative() && !time.isZero(), "heartbeatEvery", "must be above zero");
        this.heartbeatEvery = time;
        return this;
    }

    /**
     * Starts it; returns at once.
     *
     * @throws UncheckedIOException if there is a kept position that cannot be read: to begin elsewhere might pass over events
     */
    public ArenaClient start() {
        return start(ClientParts::of);
    }

    /** With parts that a test may have broken. */
    ArenaClient start(Function<ClientSettings, ClientParts> parts) {
        ClientSettings settings = settings();
        String name = "arena-client-" + collectiveId + "-" + clientId;
        ClientShell client = new ClientShell(
                new ClientCore(settings, key, RANDOM::nextDouble, parts.apply(settings)),
                new RealThread(name),
                monotonicClock(),
                new JdkTransport(server, settings, key),
                store,
                listener,
                new OrderWriter(newRun()));
        client.start();
        return client;
    }

    private ClientSettings settings() {
        return new ClientSettings(
                collectiveId,
                clientId,
                type,
                role,
                rooms,
                reconnection,
                keptPosition(),
                preferStateAbove,
                gzip,
                resendWithin,
                socketsOnly,
                socketProbe,
                heartbeatEvery);
    }

    private @Nullable StreamPosition keptPosition() {
        try {
            return store == null ? from : store.load().orElse(from);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable.getMessage(), unreadable);
        }
    }

    /** A wait does not become longer or shorter when somebody sets the machine's clock. */
    private static Supplier<Instant> monotonicClock() {
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        return () -> start.plusNanos(System.nanoTime() - startNanos);
    }

    private static String newRun() {
        byte[] bytes = new byte[RUN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    private static void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + rule);
        }
    }
}
