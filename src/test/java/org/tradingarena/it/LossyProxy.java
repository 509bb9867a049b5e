package org.tradingarena.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server that loses, repeats, reorders and changes what it says: a TCP proxy before a real one, which meddles with single WebSocket frames
 * on their way to the client and leaves everything else as it is.
 */
final class LossyProxy implements AutoCloseable {
    private static final int FIN_TEXT = 0x81;
    private static final int TEXT = 1;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    /** What becomes of a frame: the frames that are sent in its place. Called by one thread for each connection. */
    interface Meddler {
        List<String> instead(String frame);
    }

    /** Makes the meddler of a connection, once it is known whose it is. */
    interface Rules {
        Meddler of(String clientId);
    }

    private final ServerSocket listening;
    private final int server;
    private final Rules rules;
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Map<String, Meddler> meddlers = new ConcurrentHashMap<>();

    private LossyProxy(ServerSocket listening, int server, Rules rules) {
        this.listening = listening;
        this.server = server;
        this.rules = rules;
    }

    /** A proxy before an arena; a client's meddler is the same on all its connections. */
    static LossyProxy before(ArenaProcess arena, Rules rules) {
        try {
            ServerSocket listening = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
            LossyProxy proxy = new LossyProxy(listening, arena.port(), rules);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(upstream);
                Thread.ofVirtual().start(() -> relay(client, upstream, false));
                Thread.ofVirtual().start(() -> relay(upstream, client, true));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void relay(Socket from, Socket to, boolean isDown) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            if (isDown) {
                down(new DataInputStream(new BufferedInputStream(in)), to.getOutputStream());
            } else {
                in.transferTo(to.getOutputStream());
            }
        } catch (IOException ended) {
            // Then the other direction ends as well.
        }
    }

    private void down(DataInputStream in, OutputStream out) throws IOException {
        String head = head(in);
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        if (!head.startsWith("HTTP/1.1 101")) {
            in.transferTo(out);
            return;
        }
        Meddler meddler = List::of;
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = payload(in);
            if ((first & 0x0f) != TEXT) {
                write(out, first, payload);
                continue;
            }
            String text = new String(payload, StandardCharsets.UTF_8);
            for (String frame : meddler.instead(text)) {
                write(out, FIN_TEXT, frame.getBytes(StandardCharsets.UTF_8));
            }
            if (text.contains("\"type\":\"authenticated\"")) {
                String client =
                        WireJson.parse(text).path("data").path("client_id").asText();
                meddler = meddlers.computeIfAbsent(client, rules::of);
            }
        }
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        long length = in.readUnsignedByte();
        if (length == SHORT_LENGTH) {
            length = in.readUnsignedShort();
        } else if (length == LONG_LENGTH) {
            length = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return payload;
    }

    private static void write(OutputStream out, int first, byte[] payload) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) first);
        if (payload.length < SHORT_LENGTH) {
            header.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            header.put((byte) SHORT_LENGTH).putShort((short) payload.length);
        } else {
            header.put((byte) LONG_LENGTH).putLong(payload.length);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 10);
        frame.write(header.array(), 0, header.position());
        frame.writeBytes(payload);
        frame.writeTo(out);
        out.flush();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    // ---- faults; each happens once

    /** Leaves all as it is. */
    static Meddler honest() {
        return List::of;
    }

    /** Loses the n-th frame that contains a text. */
    static Meddler loses(int number, String text) {
        return new Once(number, text) {
            @Override
            List<String> meddle(String frame) {
                return List.of();
            }
        };
    }

    /** Sends the n-th frame that contains a text twice. */
    static Meddler repeats(int number, String text) {
        return new Once(number, text) {
            @Override
            List<String> meddle(String frame) {
                return List.of(frame, frame);
            }
        };
    }

    /** Changes the n-th frame that contains a text. */
    static Meddler changes(int number, String text, String from, String to) {
        return new Once(number, text) {
            @Override
            List<String> meddle(String frame) {
                return List.of(frame.replaceFirst(from, to));
            }
        };
    }

    /** Sends the n-th frame that contains a text after the next one that does. */
    static Meddler swaps(int number, String text) {
        return new Meddler() {
            private final List<String> held = new ArrayList<>();
            private int seen;

            @Override
            public List<String> instead(String frame) {
                if (!frame.contains(text)) {
                    return List.of(frame);
                }
                seen++;
                if (seen == number) {
                    held.add(frame);
                    return List.of();
                }
                List<String> sent = new ArrayList<>(List.of(frame));
                sent.addAll(held);
                held.clear();
                return sent;
            }
        };
    }

    private abstract static class Once implements Meddler {
        private final int number;
        private final String text;
        private int seen;

        Once(int number, String text) {
            this.number = number;
            this.text = text;
        }

        abstract List<String> meddle(String frame);

        @Override
        public List<String> instead(String frame) {
            return frame.contains(text) && ++seen == number ? meddle(frame) : List.of(frame);
        }
    }
}
