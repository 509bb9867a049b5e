package org.tradingarena.gateway.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.tradingarena.gateway.transport.WebSocketPipe.Closing;

/**
 * The server's half of a WebSocket as a flow of bytes (RFC 6455): decodes what the client sends, as far as the owner wants to read,
 * and writes what the owner offers, as far as the network takes it. It answers pings and closes, and waits for the client's close
 * after its own, so that the client sees the code.
 */
public final class WebSocketStage extends GraphStage<FlowShape<ByteString, ByteString>> {
    private static final String CLOSE_TIMER = "close";

    private final Inlet<ByteString> in = Inlet.create("WebSocket.in");
    private final Outlet<ByteString> out = Outlet.create("WebSocket.out");
    private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
    private final WebSocketPipe pipe;
    private final TransportSettings settings;

    /** A flow for one connection. */
    public WebSocketStage(WebSocketPipe pipe, TransportSettings settings) {
        this.pipe = pipe;
        this.settings = settings;
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    /** Cuts a connection that does not end by itself. Without a stack trace: it is no error of ours. */
    private static final class CloseTimeout extends TimeoutException {
        CloseTimeout() {
            super("the client did not finish the close in time");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final class Logic extends TimerGraphStageLogic implements InHandler, OutHandler {
        private final FrameDecoder decoder = new FrameDecoder(settings.maxMessageBytes(), settings.closeAboveBytes());
        private Decoded.@Nullable Message held;
        private @Nullable Frame pong;
        private @Nullable Frame closeFrame;
        private boolean closeWritten;
        private boolean peerClosed;

        Logic() {
            super(shape);
            setHandlers(in, out, this);
        }

        @Override
        public void preStart() {
            pipe.started(createAsyncCallback(ignored -> onSignal()));
            pull(in);
            onSignal();
        }

        /** The owner did something. */
        private void onSignal() {
            pipe.awake();
            Closing closing = pipe.closing();
            if (closing != null) {
                beginClose(closing.code().number(), closing.code().reason(), closing.drop());
            }
            advance();
            flush();
        }

        @Override
        public void onPush() {
            decoder.feed(grab(in).toArrayUnsafe());
            advance();
            flush();
        }

        @Override
        public void onPull() {
            flush();
        }

        @Override
        public void onUpstreamFinish() {
            completeStage();
        }

        @Override
        public void onUpstreamFailure(Throwable failure) {
            // The network's failure is not ours: the owner hears that the connection is lost.
            completeStage();
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
            completeStage();
        }

        @Override
        public void onTimer(Object key) {
            failStage(new CloseTimeout());
        }

        @Override
        public void postStop() {
            pipe.drop();
            pipe.ended(new Inbound.Ended(Inbound.LOST, true));
        }

        /** Hands up messages while the owner wants them; asks for more bytes once these are used up. */
        private void advance() {
            while (true) {
                if (held != null) {
                    if (closeFrame == null) {
                        if (!pipe.takePermit()) {
                            return;
                        }
                        pipe.tell(held.inbound());
                    }
                    held = null;
                }
                Decoded decoded = decoder.next();
                if (decoded == null) {
                    if (!hasBeenPulled(in) && !isClosed(in)) {
                        pull(in);
                    }
                    return;
                }
                onDecoded(decoded);
            }
        }

        private void onDecoded(Decoded decoded) {
            switch (decoded) {
                case Decoded.Message message -> held = message;
                // Only the newest ping needs an answer (RFC 6455 section 5.5.3), so a flood of them takes no room.
                case Decoded.Ping ping -> pong = ping.pong();
                case Decoded.Pong ignored -> {}
                case Decoded.Close close -> onPeerClose(close.code());
                case Decoded.Violation violation -> beginClose(violation.code(), violation.reason(), true);
            }
        }

        private void onPeerClose(int code) {
            peerClosed = true;
            pipe.ended(new Inbound.Ended(code, true));
            if (closeFrame == null) {
                pipe.drop();
                closeFrame = code == Inbound.NO_CODE ? Frame.close() : Frame.close(code, "");
                scheduleOnce(CLOSE_TIMER, settings.closeTimeout());
            } else if (closeWritten) {
                complete(out);
            }
        }

        private void beginClose(int code, String reason, boolean drop) {
            if (drop && !closeWritten) {
                pipe.drop();
            }
            if (closeFrame == null) {
                closeFrame = Frame.close(code, reason);
                scheduleOnce(CLOSE_TIMER, settings.closeTimeout());
                pipe.ended(new Inbound.Ended(code, false));
            }
        }

        /** Writes what is ready as one chunk, if the network wants it. */
        private void flush() {
            if (!isAvailable(out) || closeWritten) {
                return;
            }
            List<byte[]> ready = new ArrayList<>();
            int size = 0;
            if (pong != null) {
                ready.add(pong.bytes());
                size += pong.size();
                pong = null;
            }
            int ofOwner = 0;
            Frame next = pipe.peek();
            while (next != null && (ready.isEmpty() || size + next.size() <= settings.writeBytes())) {
                pipe.poll();
                ready.add(next.bytes());
                size += next.size();
                ofOwner += next.size();
                next = pipe.peek();
            }
            if (next == null && closeFrame != null) {
                ready.add(closeFrame.bytes());
                size += closeFrame.size();
                closeWritten = true;
            }
            if (!ready.isEmpty()) {
                push(out, joined(ready, size));
                pipe.passed(ofOwner);
                pipe.reportRoom();
            }
            if (closeWritten && peerClosed) {
                complete(out);
            }
        }
    }

    private static ByteString joined(List<byte[]> parts, int size) {
        if (parts.size() == 1) {
            return ByteString.fromArrayUnsafe(parts.getFirst());
        }
        byte[] all = new byte[size];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return ByteString.fromArrayUnsafe(all);
    }
}
