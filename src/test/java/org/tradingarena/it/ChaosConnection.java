package org.tradingarena.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.it.FaultPlan.Direction;

/**
 * One connection through a {@link ChaosProxy}: two sockets, and a virtual thread for each way. It carries bytes unchanged until its plan
 * strikes. What waits in it is a buffer for each way and what the system keeps of a socket that is not read.
 */
final class ChaosConnection {
    private static final int BUFFER = 16 << 10;

    private static final byte[] NO_SOCKETS = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    /** One way through it, used by one thread. */
    private final class Way {
        final Direction direction;
        final Socket source;
        final Socket sink;
        final WebSocketMeter meter = new WebSocketMeter();
        /** Since the beginning, the sign-in, or the last stall. */
        final AtomicLong carried = new AtomicLong();

        Way(Direction direction, Socket source, Socket sink) {
            this.direction = direction;
            this.source = source;
            this.sink = sink;
        }
    }

    private final Map<Direction, Way> ways = new EnumMap<>(Direction.class);
    private final Socket client;
    private final Socket server;
    private final Supplier<FaultPlan> plans;
    private final BooleanSupplier chaotic;
    private final boolean sockets;
    private final FaultCounts counts;
    private final FrameThief thief;
    private final UpgradeSpotter upgrades = new UpgradeSpotter();
    private final Stall stall = new Stall();
    private final AtomicInteger open = new AtomicInteger(Direction.values().length);
    private volatile FaultPlan plan;
    private volatile boolean signedIn;
    private volatile @Nullable Fault struck;

    /**
     * @param plans the first plan, and the next whenever one was survived
     * @param chaotic while false, nothing strikes
     * @param sockets whether a connection may become a WebSocket
     * @param thief swallows what comes from the server
     */
    ChaosConnection(
            Socket client,
            Socket server,
            Supplier<FaultPlan> plans,
            BooleanSupplier chaotic,
            boolean sockets,
            FrameThief thief,
            FaultCounts counts) {
        this.client = client;
        this.server = server;
        this.plans = plans;
        this.chaotic = chaotic;
        this.sockets = sockets;
        this.thief = thief;
        this.counts = counts;
        this.plan = plans.get();
        ways.put(Direction.UP, new Way(Direction.UP, client, server));
        ways.put(Direction.DOWN, new Way(Direction.DOWN, server, client));
    }

    /** Begins to carry; {@code ended} is run once both ways are done. */
    void start(Runnable ended) {
        for (Way way : ways.values()) {
            Thread.ofVirtual().name("chaos " + way.direction).start(() -> {
                carry(way);
                if (open.decrementAndGet() == 0) {
                    reset(); // each side has ended by itself, or is to end now
                    ended.run();
                }
            });
        }
    }

    private void carry(Way way) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream source = way.source.getInputStream();
            for (int length = source.read(buffer); length >= 0; length = source.read(buffer)) {
                if (struck == null && way.direction == Direction.UP) {
                    carry(way, buffer, length);
                } else if (struck == null) {
                    byte[] left = thief.pass(buffer, length, counts::swallowed);
                    carry(way, left, left.length);
                } // else this side of a half-open connection speaks, and nobody hears it
            }
            endOf(way);
        } catch (IOException broken) {
            brokenOn(way);
        }
    }

    /** The source has no more to say. */
    private void endOf(Way way) throws IOException {
        if (struck == null) {
            way.sink.shutdownOutput();
        } else {
            reset();
        }
    }

    private void brokenOn(Way way) {
        Fault fault = struck;
        boolean isTheSideThatWasEnded = fault == Fault.HALF_OPEN_TO_CLIENT && way.direction == Direction.DOWN
                || fault == Fault.HALF_OPEN_TO_SERVER && way.direction == Direction.UP;
        if (!isTheSideThatWasEnded) {
            reset();
        }
    }

    private void carry(Way way, byte[] buffer, int length) throws IOException {
        if (!sockets && way.direction == Direction.UP && upgrades.isIn(buffer, length)) {
            client.getOutputStream().write(NO_SOCKETS);
            close();
            return;
        }
        int from = 0;
        while (from < length && struck == null) {
            FaultPlan now = plan;
            if (isDue(way, now)) {
                strike(now, way);
            } else {
                int piece = way.meter.take(buffer, from, (int) Math.min(piece(way, now), length - from));
                stall.pass(way.direction, now.delay());
                way.sink.getOutputStream().write(buffer, from, piece);
                carried(way, piece);
                from += piece;
            }
        }
    }

    private boolean counts(FaultPlan now) {
        return now.early() || signedIn || !sockets;
    }

    private boolean isDue(Way way, FaultPlan now) {
        return chaotic.getAsBoolean()
                && way.direction == now.direction()
                && counts(now)
                && way.carried.get() >= now.afterBytes()
                && !(now.betweenFrames() && way.meter.withinFrame());
    }

    private long piece(Way way, FaultPlan now) {
        if (way.carried.get() < now.dribble()) {
            return 1;
        }
        if (way.direction != now.direction() || !counts(now)) {
            return BUFFER;
        }
        long left = now.afterBytes() - way.carried.get();
        if (left > 0) {
            return left;
        }
        return chaotic.getAsBoolean() ? Math.max(1, way.meter.left()) : BUFFER; // to the end of the frame under way
    }

    private void carried(Way way, int piece) {
        way.carried.addAndGet(piece);
        if (!signedIn && way.direction == Direction.DOWN && way.meter.signedIn()) {
            counts.signedIn();
            signedIn = true;
            if (!plan.early()) {
                beginToCount();
            }
        }
    }

    private void beginToCount() {
        ways.values().forEach(way -> way.carried.set(0));
    }

    private void strike(FaultPlan now, Way way) throws IOException {
        if (now.fault().stalls()) {
            stall.hold(now.stalled(), now.stall());
            stall.pass(way.direction, now.stall()); // the way that struck waits in any case
            if (now.fault() == Fault.STALL) {
                count(now.fault());
                beginToCount();
                plan = plans.get();
                return;
            }
        }
        struck = now.fault();
        count(now.fault());
        switch (now.fault()) {
            case HALF_OPEN_TO_CLIENT -> server.close();
            case HALF_OPEN_TO_SERVER -> client.close();
            case CLOSE -> close();
            case RESET, STALL, STALL_AND_RESET -> reset();
        }
    }

    private void count(Fault fault) {
        boolean withinFrame = ways.values().stream().anyMatch(way -> way.meter.withinFrame());
        counts.struck(fault, signedIn, withinFrame);
    }

    private void close() {
        stall.release();
        closeQuietly(client);
        closeQuietly(server);
    }

    /** Ends both sides with a reset, whatever they are doing. */
    void reset() {
        stall.release();
        reset(client);
        reset(server);
    }

    /** Ends one side of a socket without a word. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            return; // closed already
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed, which is all that was wanted
        }
    }
}
