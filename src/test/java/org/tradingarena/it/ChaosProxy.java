package org.tradingarena.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A bad network between clients and a server, both on loopback: it carries each connection as its {@link FaultPlan} says, and now and then
 * it turns new ones away for a while. What is random comes from the seed, save the moments in time. At most {@value #MOST_CONNECTIONS}
 * connections are open at a time; beyond it new ones are reset.
 */
final class ChaosProxy implements AutoCloseable {
    static final int MOST_CONNECTIONS = 1_000;

    private static final int CONNECT_MILLIS = 5_000;
    private static final int REFUSALS_PER_THOUSAND = 15;
    private static final int LONGEST_REFUSAL_MILLIS = 300;

    private final int serverPort;
    private final ServerSocket listening;
    private final Random random;
    private final Function<Random, FaultPlan> plans;
    private final FaultCounts counts = new FaultCounts();
    private final Set<ChaosConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean chaotic = true;
    private volatile boolean sockets = true;
    private volatile int swallowedPerThousand;
    private volatile int refusalsPerThousand = REFUSALS_PER_THOUSAND;
    private volatile long refusingUntil = System.nanoTime();

    private ChaosProxy(int serverPort, long seed, Function<Random, FaultPlan> plans) {
        this.serverPort = serverPort;
        this.random = new Random(seed);
        this.plans = plans;
        try {
            this.listening = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** In front of a server that may come and go. */
    static ChaosProxy inFrontOf(int serverPort, long seed) {
        return inFrontOf(serverPort, seed, FaultPlan::draw);
    }

    /** @param plans draws each connection's plans, from a source of its own */
    static ChaosProxy inFrontOf(int serverPort, long seed, Function<Random, FaultPlan> plans) {
        ChaosProxy proxy = new ChaosProxy(serverPort, seed, plans);
        Thread.ofVirtual().name("chaos proxy").start(proxy::accept);
        return proxy;
    }

    /** A network that lets only plain HTTP through: each upgrade is answered with 403. Faults count from a connection's first byte. */
    ChaosProxy withoutSockets() {
        sockets = false;
        return this;
    }

    /** Of a thousand frames of events from the server, so many vanish. */
    ChaosProxy swallowing(int perThousand) {
        swallowedPerThousand = perThousand;
        return this;
    }

    /** From now on nothing more happens to connections; what is half open stays so, what is stalled goes on or is cut as it was to be. */
    void calm() {
        chaotic = false;
    }

    /** Turns every new connection away for so long. */
    void refuse(Duration howLong) {
        refusingUntil = System.nanoTime() + howLong.toNanos();
    }

    /** Turns nobody away but by {@link #refuse}. */
    void refuseNobodyByChance() {
        refusalsPerThousand = 0;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    int port() {
        return listening.getLocalPort();
    }

    FaultCounts counts() {
        return counts;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                admit(listening.accept());
            } catch (IOException closed) {
                return; // by close()
            }
        }
    }

    private void admit(Socket client) {
        if (chaotic && random.nextInt(1_000) < refusalsPerThousand) {
            refuse(Duration.ofMillis(random.nextInt(LONGEST_REFUSAL_MILLIS)));
        }
        if (System.nanoTime() - refusingUntil < 0 || open.size() >= MOST_CONNECTIONS) {
            counts.refused();
            ChaosConnection.reset(client);
            return;
        }
        Random own = new Random(random.nextLong());
        Thread.ofVirtual().name("chaos connect").start(() -> connect(client, own));
    }

    private void connect(Socket client, Random own) {
        Socket server = new Socket();
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), CONNECT_MILLIS);
        } catch (IOException away) {
            counts.serverless();
            ChaosConnection.reset(client);
            ChaosConnection.reset(server);
            return;
        }
        counts.connected();
        ChaosConnection connection = new ChaosConnection(
                client,
                server,
                () -> plans.apply(own),
                () -> chaotic,
                sockets,
                new FrameThief(own, swallowedPerThousand, () -> chaotic),
                counts);
        open.add(connection);
        if (listening.isClosed()) {
            connection.reset();
        }
        connection.start(() -> open.remove(connection));
    }

    /** How many connections have not ended yet. */
    int open() {
        return open.size();
    }

    /** Resets everything. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        open.forEach(ChaosConnection::reset);
    }
}
