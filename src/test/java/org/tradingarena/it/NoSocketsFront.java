package org.tradingarena.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy as some networks have them: it passes HTTP on to the arena, and refuses WebSockets as long as it is told to. */
final class NoSocketsFront implements AutoCloseable {
    private static final byte[] REFUSAL =
            "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket door;
    private final int arenaPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing = true;

    NoSocketsFront(int arenaPort) {
        this.arenaPort = arenaPort;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        daemon(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** From now on it lets everything pass. */
    void letPass() {
        refusing = false;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "front");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket arena = new Socket(InetAddress.getLoopbackAddress(), arenaPort);
                open.add(client);
                open.add(arena);
                daemon(() -> pass(client, arena, true));
                daemon(() -> pass(arena, client, false));
            }
        } catch (IOException closed) {
            close();
        }
    }

    /** A request of a test comes in one piece, so one piece tells what it wants. */
    private void pass(Socket from, Socket to, boolean isFromClient) {
        byte[] piece = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                if (isFromClient && refusing && wantsSocket(piece, length)) {
                    from.getOutputStream().write(REFUSAL);
                    return;
                }
                out.write(piece, 0, length);
            }
        } catch (IOException ended) {
            // the other end is closed with this one
        }
    }

    private static boolean wantsSocket(byte[] piece, int length) {
        return new String(piece, 0, length, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .contains("upgrade: websocket");
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
