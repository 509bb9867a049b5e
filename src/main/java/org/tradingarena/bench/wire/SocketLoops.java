package org.tradingarena.bench.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The threads that read all sockets of a load generator, each socket one of them for its life. */
public final class SocketLoops implements AutoCloseable {
    private final InetSocketAddress server;
    private final List<SocketLoop> loops;
    private final AtomicInteger next = new AtomicInteger();

    /** So many threads for sockets to a server. */
    public SocketLoops(InetSocketAddress server, int threads) {
        this.server = server;
        this.loops = IntStream.range(0, threads)
                .mapToObj(number -> new SocketLoop("bench-sockets-" + number))
                .toList();
    }

    /**
     * Opens a WebSocket. What is sent before the upgrade would get lost: wait for the first frame.
     *
     * @throws IOException if the system has no socket to give, or the server's address cannot be reached at all
     */
    public BenchSocket open(String path, Receiver receiver) throws IOException {
        return loops.get(Math.floorMod(next.getAndIncrement(), loops.size())).open(server, path, receiver);
    }

    @Override
    public void close() {
        loops.forEach(SocketLoop::close);
    }
}
