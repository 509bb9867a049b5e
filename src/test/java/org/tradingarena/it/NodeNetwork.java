package org.tradingarena.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between the nodes of a cluster on one machine, where each way from a node to another can be cut and mended. Each node is
 * reached through a port of this network, and speaks from a loopback address of its own, so that the network knows who speaks to whom.
 *
 * <p>What is sent over a way that is cut waits, and arrives when it is mended, as with TCP over a network that loses everything for a while:
 * no connection ends by it, and who connects meanwhile hears nothing. At most {@value #MOST_CONNECTIONS} connections are open at a time;
 * beyond it new ones are closed.
 */
final class NodeNetwork implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 200;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int BUFFER = 16 * 1024;
    private static final int FIRST_ADDRESS = 11;

    private final List<Entrance> entrances = new ArrayList<>();
    private final Set<Way> cut = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object changed = new Object();
    private volatile boolean closed;
    private volatile Tap tap = (bytes, first) -> {};

    /** Sees what passes. */
    @FunctionalInterface
    interface Tap {
        /** Some bytes of a connection, in one of its directions; whether they are the first ones there. */
        void passes(byte[] bytes, boolean first);
    }

    private record Way(int from, int to) {}

    /** @param listening where others reach the node
     * @param port where the node itself listens */
    private record Entrance(ServerSocket listening, int port) {}

    NodeNetwork(int nodes) {
        try {
            for (int node = 0; node < nodes; node++) {
                Entrance entrance = new Entrance(
                        new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getLoopbackAddress()),
                        ArenaProcess.freePort());
                entrances.add(entrance);
                int number = node;
                Thread.ofVirtual().name("network of node " + node).start(() -> accept(number, entrance));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The port by which the others reach a node. */
    int port(int node) {
        return entrances.get(node).listening().getLocalPort();
    }

    /** What puts a node behind this network. */
    String config(int node) {
        return """
                pekko.remote.artery.bind.port = %d
                pekko.remote.artery.advanced.tcp.outbound-client-hostname = "%s"
                """.formatted(entrances.get(node).port(), address(node));
    }

    /** Shows all connections that begin from now on. */
    void tap(Tap newTap) {
        tap = newTap;
    }

    /** The address that a node speaks from. */
    static String address(int node) {
        return "127.0.0." + (FIRST_ADDRESS + node);
    }

    /** Nothing more arrives at {@code to} of what {@code from} sends. */
    void cut(int from, int to) {
        cut.add(new Way(from, to));
    }

    /** A node and all others hear nothing of each other. */
    void isolate(int node) {
        mute(node);
        deafen(node);
    }

    /** Nobody hears a node. */
    void mute(int node) {
        others(node).forEach(other -> cut(node, other));
    }

    /** A node hears nobody. */
    void deafen(int node) {
        others(node).forEach(other -> cut(other, node));
    }

    private List<Integer> others(int node) {
        List<Integer> others = new ArrayList<>();
        for (int other = 0; other < entrances.size(); other++) {
            if (other != node) {
                others.add(other);
            }
        }
        return others;
    }

    /** Everybody hears everybody. */
    void mend() {
        cut.clear();
        synchronized (changed) {
            changed.notifyAll();
        }
    }

    private void accept(int to, Entrance entrance) {
        while (!closed) {
            try {
                Socket from = entrance.listening().accept();
                Thread.ofVirtual().name("link to node " + to).start(() -> connect(from, to, entrance.port()));
            } catch (IOException end) {
                return; // by close()
            }
        }
    }

    private void connect(Socket from, int to, int port) {
        int sender = from.getInetAddress().getAddress()[3] - FIRST_ADDRESS;
        Socket node = new Socket();
        try {
            if (open.size() >= MOST_CONNECTIONS || sender < 0 || sender >= entrances.size()) {
                throw new IOException("not for " + from.getInetAddress());
            }
            open.add(from);
            open.add(node);
            from.setTcpNoDelay(true);
            node.setTcpNoDelay(true);
            awaitOpen(new Way(sender, to));
            node.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            Thread.ofVirtual().name("back from node " + to).start(() -> carry(node, from, new Way(to, sender)));
            carry(from, node, new Way(sender, to));
        } catch (IOException | InterruptedException away) {
            end(from);
            end(node);
        }
    }

    private void carry(Socket from, Socket to, Way way) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            boolean first = true;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitOpen(way);
                tap.passes(Arrays.copyOf(buffer, read), first);
                first = false;
                out.write(buffer, 0, read);
            }
        } catch (IOException | InterruptedException over) {
            // one end is gone, and the other is to know
        } finally {
            awaitOpenQuietly(way);
            end(from);
            end(to);
        }
    }

    /** The end of a connection does not arrive over a way that is cut either. */
    private void awaitOpenQuietly(Way way) {
        try {
            awaitOpen(way);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitOpen(Way way) throws InterruptedException {
        synchronized (changed) {
            while (cut.contains(way) && !closed) {
                changed.wait();
            }
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is gone in any case
        }
    }

    @Override
    public void close() {
        closed = true;
        mend();
        open.forEach(this::end);
        for (Entrance entrance : entrances) {
            try {
                entrance.listening().close();
            } catch (IOException ignored) {
                // it is gone in any case
            }
        }
    }
}
