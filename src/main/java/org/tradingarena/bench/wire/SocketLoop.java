package org.tradingarena.bench.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One thread with its selector, and the sockets that it reads. */
final class SocketLoop implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final Selector selector;
    private final Queue<BenchSocket> opening = new ConcurrentLinkedQueue<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Thread thread;
    private volatile boolean closed;

    SocketLoop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** Opens a socket; what comes of it is told to the receiver. */
    BenchSocket open(InetSocketAddress address, String path, Receiver receiver) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String host = address.getHostString() + ":" + address.getPort();
        BenchSocket socket = new BenchSocket(channel, receiver, host, path);
        try {
            channel.connect(address);
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
        receiver.onOpen(socket);
        opening.add(socket);
        selector.wakeup();
        return socket;
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(this::serve);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            for (BenchSocket socket = opening.poll(); socket != null; socket = opening.poll()) {
                register(socket);
            }
        }
    }

    private void register(BenchSocket socket) {
        try {
            socket.registered(socket.channel().register(selector, SelectionKey.OP_CONNECT, socket));
        } catch (IOException | RuntimeException cut) {
            socket.end(BenchSocket.BROKEN, String.valueOf(cut.getMessage()));
        }
    }

    private void serve(SelectionKey key) {
        BenchSocket socket = (BenchSocket) key.attachment();
        try {
            if (key.isConnectable()) {
                key.interestOps(SelectionKey.OP_READ);
                socket.connected();
            }
            if (key.isReadable()) {
                socket.readable(buffer);
            }
            if (key.isValid() && key.isWritable()) {
                socket.writable();
            }
        } catch (CancelledKeyException cut) {
            socket.end(BenchSocket.BROKEN, "cut");
        } catch (IOException | RuntimeException failed) {
            socket.end(BenchSocket.BROKEN, String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(1000);
            for (SelectionKey key : selector.keys()) {
                ((BenchSocket) key.attachment()).end(BenchSocket.BROKEN, "the load generator ends");
            }
            selector.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // The process ends anyway.
        }
    }
}
