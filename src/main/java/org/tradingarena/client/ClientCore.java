package org.tradingarena.client;

import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.ConnectionState.Transport;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.StreamPosition;

/**
 * All that a client decides, without a thread, a clock or a socket: inputs go in, actions come out. It owns the way to a connection and
 * back to it; each of its parts owns one thing.
 */
final class ClientCore implements Conversation.Owner, Polling.Owner {
    private final ClientSettings settings;
    private final DoubleSupplier chance;
    private final ClientParts parts;
    private final Attempts attempts;
    private final Admission admission;
    private final Conversation conversation;
    private final Polling polling;

    private Instant now = Instant.EPOCH;
    private ConnectionState state = new ConnectionState.Connecting(1);
    private @Nullable SocketLine line;
    private @Nullable Instant probeAt;
    private long sockets;
    private boolean ended;
    private boolean closed;

    /**
     * A client that has not started.
     *
     * @param chance 0 (inclusive) to 1 (exclusive), new for each call: how much of the jitter of a wait is taken
     */
    ClientCore(ClientSettings settings, ClientKey key, DoubleSupplier chance) {
        this(settings, key, chance, ClientParts.of(settings));
    }

    /** With parts that a test may have broken. */
    ClientCore(ClientSettings settings, ClientKey key, DoubleSupplier chance, ClientParts parts) {
        this.settings = settings;
        this.chance = chance;
        this.parts = parts;
        attempts = new Attempts(settings.reconnection());
        admission = new Admission(settings, key);
        conversation = new Conversation(parts, admission, this);
        polling = new Polling(new HttpRoutes(settings.collectiveId(), parts.account()), parts, this);
    }

    /** Where replies put what they lead to. */
    Outbox out() {
        return parts.out();
    }

    /** What an input leads to. */
    List<ClientAction> on(ClientInput input, Instant at) {
        now = at;
        switch (input) {
            case ClientInput.Started started -> connect();
            case ClientInput.Opened opened -> onOpened(opened.socket());
            case ClientInput.NotOpened failed -> onGone(failed.socket(), failed.reason());
            case ClientInput.Received received -> onText(received.socket(), received.text());
            case ClientInput.Lost lost -> onLost(lost);
            case ClientInput.CallAnswered answered ->
                polling.onAnswer(answered.call(), answered.body(), answered.events());
            case ClientInput.CallFailed failed -> polling.onFailure(failed.call(), failed.cause(), now);
            case ClientInput.Asked asked -> onAsked(asked);
            case ClientInput.Tick tick -> {}
            case ClientInput.ReconnectNow wanted -> onReconnectNow();
            case ClientInput.Closing closing -> onClosing();
        }
        if (!ended) {
            work();
        }
        return parts.out().take();
    }

    /** When there is something to do without an input; null: never. */
    @Nullable
    Instant deadline() {
        if (ended) {
            return null;
        }
        SocketLine open = line;
        Instant own = Times.earlier(attempts.nextAt(), open == null ? probeAt : open.deadline());
        Instant theirs = Times.earlier(
                polling.deadline(), carrier() == null ? null : parts.requests().deadline());
        return Times.earlier(own, theirs);
    }

    /** Everything up to here has been told. */
    @Nullable
    StreamPosition position() {
        return parts.flow().position();
    }

    ConnectionState state() {
        return state;
    }

    // The way to a connection.

    private void connect() {
        attempts.begun();
        probeAt = null;
        sockets++;
        line = new SocketLine(sockets, settings.heartbeatEvery(), now);
        if (!polling.isOn()) {
            become(new ConnectionState.Connecting(attempts.number()));
        }
        out().add(new ClientAction.Open(sockets));
    }

    private void become(ConnectionState changed) {
        state = changed;
        out().add(new ClientAction.TellConnection(changed));
    }

    private void onOpened(long socket) {
        SocketLine opened = current(socket);
        if (opened != null) {
            opened.opened();
        }
    }

    private @Nullable SocketLine current(long socket) {
        SocketLine open = line;
        return open != null && open.number() == socket ? open : null;
    }

    private void onText(long socket, String text) {
        SocketLine open = current(socket);
        if (open != null) {
            conversation.onText(open, text, now);
        }
    }

    private void onLost(ClientInput.Lost lost) {
        SocketLine gone = current(lost.socket());
        if (gone == null) {
            return;
        }
        String reason = CloseCode.find(lost.code()).map(CloseCode::reason).orElse(lost.reason());
        if (CloseCode.mayReconnect(lost.code()) || isTooSlowToSignIn(gone, lost.code())) {
            onGone(lost.socket(), reason);
        } else {
            end(reason, lost.code());
        }
    }

    /**
     * Whether a sign-in took too long on its way. The arena closes with the same code as for a key that it does not know, but of such a key
     * it says so first, and that ends the client.
     */
    private static boolean isTooSlowToSignIn(SocketLine gone, int code) {
        return code == CloseCode.NOT_AUTHENTICATED.number() && !gone.isSignedIn();
    }

    @Override
    public void leave(String reason) {
        SocketLine open = line;
        if (open != null) {
            out().add(new ClientAction.Abort(open.number()));
            onGone(open.number(), reason);
        }
    }

    private void onGone(long socket, String reason) {
        SocketLine gone = current(socket);
        if (gone == null) {
            return;
        }
        if (gone.isHeard()) {
            attempts.heard();
        } else {
            attempts.notHeard();
        }
        forget(gone);
        if (polling.isOn()) {
            probeAt = now.plus(settings.socketProbe());
            polling.resume();
        } else if (attempts.looksBlocked() && !settings.socketsOnly()) {
            polling.start(reason);
        } else {
            failed(reason);
        }
    }

    private void forget(SocketLine gone) {
        line = null;
        gone.left();
        parts.flow().disconnected();
        parts.markets().disconnected();
        if (gone.isReady()) {
            parts.requests().disconnected();
            parts.account().forgetQuestion();
        }
    }

    private void failed(String reason) {
        become(attempts.failed(now, chance.getAsDouble(), reason));
    }

    @Override
    public void signedIn() {
        polling.pause();
    }

    @Override
    public void polls() {
        attempts.succeeded();
        probeAt = Times.earlier(probeAt, now.plus(settings.socketProbe()));
        become(new ConnectionState.Live(Transport.LONG_POLL));
        if (parts.rooms().haveMarketData()) {
            out().warn("market data does not come by long polling");
        }
    }

    @Override
    public void pollingFailed(String reason) {
        probeAt = null;
        if (line == null) {
            failed(reason);
        } else {
            become(new ConnectionState.Connecting(attempts.number()));
        }
    }

    @Override
    public void shutOut(String reason) {
        SocketLine open = line;
        if (open != null) {
            out().add(new ClientAction.Abort(open.number()));
        }
        end(reason, null);
    }

    private void end(String reason, @Nullable Integer code) {
        SocketLine open = line;
        if (open != null) {
            forget(open);
        }
        polling.stop();
        attempts.begun();
        admission.token(null);
        probeAt = null;
        ended = true;
        become(new ConnectionState.Ended(reason, code));
    }

    private void onReconnectNow() {
        if (line == null && !closed) {
            ended = false;
            connect();
        }
    }

    private void onClosing() {
        SocketLine open = line;
        closed = true;
        if (open != null) {
            boolean isOpening = open.phase() == SocketLine.Phase.OPENING;
            out().add(
                            isOpening
                                    ? new ClientAction.Abort(open.number())
                                    : new ClientAction.Close(open.number(), CloseCode.NORMAL.number()));
        }
        end("closed by its owner", null);
        parts.requests().close();
    }

    private void onAsked(ClientInput.Asked asked) {
        parts.requests().ask(asked.request(), asked.reply(), now);
        if (closed) {
            parts.requests().close();
        }
    }

    // What is due, whatever the input was.

    private void work() {
        SocketLine open = line;
        String death = open == null ? null : open.death(now);
        if (death != null) {
            leave(death);
        } else if (open != null && open.takeHeartbeat(now)) {
            conversation.heartbeat(open);
        }
        polling.work(now);
        Instant due = Times.earlier(attempts.nextAt(), probeAt);
        if (line == null && due != null && !now.isBefore(due)) {
            connect();
        }
        Carrier carrier = carrier();
        if (carrier != null) {
            parts.askForState(now);
            if (line != null && line.isReady()) {
                conversation.ask(now);
            }
            parts.requests().send(carrier, now);
        }
        live();
    }

    private @Nullable Carrier carrier() {
        SocketLine open = line;
        if (open != null && open.isReady()) {
            return new SocketCarrier(conversation, open);
        }
        return polling.isLive() ? polling.carrier() : null;
    }

    private void live() {
        SocketLine open = line;
        boolean isLive = state instanceof ConnectionState.Live(Transport transport) && transport == Transport.SOCKET;
        if (open != null && open.isReady() && !isLive && !parts.account().isWaiting()) {
            polling.stop();
            probeAt = null;
            attempts.heard();
            attempts.succeeded();
            become(new ConnectionState.Live(Transport.SOCKET));
        }
    }
}
