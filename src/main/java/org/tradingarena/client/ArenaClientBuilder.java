package org.tradingarena.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.reconnect.ReconnectionSettings;

/** What a client is to be like. Each method returns this builder; only {@link #start} does something. */
public final class ArenaClientBuilder {
    ArenaClientBuilder(URI server, String collectiveId, ClientKey key) {}

    /** The name of this client within its collective; {@code bot} by default. Two programs never share one. */
    public ArenaClientBuilder clientId(String clientId) {
        return this;
    }

    /** What kind of client it is, which sets its preferences; a bot by default. */
    public ArenaClientBuilder clientType(ClientType type) {
        return this;
    }

    /** A trader by default; an observer reads everything and may not trade. */
    public ArenaClientBuilder role(Role role) {
        return this;
    }

    /** Rooms beside the collective's own two, which every client is in, such as {@code new Room.MarketSymbol("BTC/USD")}. */
    public ArenaClientBuilder rooms(List<Room> rooms) {
        return this;
    }

    /** Who hears of events, market data and the connection. */
    public ArenaClientBuilder listener(ArenaListener listener) {
        return this;
    }

    /** How a lost connection comes back; {@link ReconnectionSettings#forClients} by default. */
    public ArenaClientBuilder reconnection(ReconnectionSettings settings) {
        return this;
    }

    /** The position to go on from; without it the client begins where the stream is. A kept position comes first. */
    public ArenaClientBuilder resumeFrom(StreamPosition position) {
        return this;
    }

    /** Keeps the position in a file, so that the program goes on where it was when it is started again. */
    public ArenaClientBuilder keepPositionIn(Path file) {
        return this;
    }

    /** Keeps the position elsewhere. */
    public ArenaClientBuilder keepPositionIn(PositionStore store) {
        return this;
    }

    /** Takes a state instead of the events where more than this were missed; by default every event comes, however many. */
    public ArenaClientBuilder preferStateAbove(long missedEvents) {
        return this;
    }

    /** Frames over 1 KiB come compressed. */
    public ArenaClientBuilder gzip() {
        return this;
    }

    /** Orders that are not answered are sent again only this long; later their fate is looked up instead. Without it, always. */
    public ArenaClientBuilder resendWithin(Duration age) {
        return this;
    }

    /** No long polling: where sockets are impossible, the client only tries again. */
    public ArenaClientBuilder socketsOnly() {
        return this;
    }

    /** Starts it; returns at once. */
    public ArenaClient start() {
        throw new UnsupportedOperationException();
    }
}
