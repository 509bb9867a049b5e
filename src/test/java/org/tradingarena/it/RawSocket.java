package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A WebSocket by hand, for what a well-behaved library does not send: text that is no UTF-8, frames without a mask, messages that never
 * end, and a peer that keeps talking after the close.
 */
final class RawSocket implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    /** A frame of the server. */
    record ServerFrame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }

    private final Socket socket;
    private final OutputStream out;
    private DataInputStream in;
    private final int status;

    private RawSocket(Socket socket, int status, DataInputStream in) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = in;
        this.status = status;
    }

    /** Asks for the upgrade; {@link #status} is 101 if it was granted. */
    static RawSocket open(ArenaProcess arena, String path) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), arena.port());
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            socket.setTcpNoDelay(true);
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + arena.port()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: arena.v1\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            String head = readHead(in);
            return new RawSocket(socket, Integer.parseInt(head.split(" ", 3)[1]), in);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String readHead(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** Signs in with these fields over the usual ones, and reads the answer. */
    ServerFrame signIn(String collective, String client, Identity identity, ObjectNode fields) {
        JsonNode challenge = WireJson.parse(read().text()).path("data");
        byte[] signature = identity.signIn(
                challenge.path("connection_id").asText(),
                challenge.path("nonce").asText(),
                collective,
                client);
        ObjectNode auth = WireJson.object().put("type", "auth");
        auth.putObject("data")
                .put("client_id", client)
                .put("public_key", identity.publicKey())
                .put("signature", Identity.base64Url(signature))
                .setAll(fields);
        text(auth.toString());
        return read();
    }

    /** Reads single bytes, with so long between them, as a program that hardly moves; they are part of the next frames. */
    void dribble(int bytes, Duration pause) {
        byte[] read = new byte[bytes];
        try {
            for (int i = 0; i < bytes; i++) {
                read[i] = in.readByte();
                Waiting.pass(pause);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        in = new DataInputStream(new BufferedInputStream(new SequenceInputStream(new ByteArrayInputStream(read), in)));
    }

    int status() {
        return status;
    }

    void text(String text) {
        frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    void frame(int opcode, boolean last, byte[] payload) {
        write(bytes(opcode, last, true, payload));
    }

    void unmasked(int opcode, byte[] payload) {
        write(bytes(opcode, true, false, payload));
    }

    /** The frame with a mask of zeros, so that one array can be sent many times. */
    static byte[] bytes(int opcode, boolean last, boolean masked, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (opcode | (last ? FIN : 0)));
        int mask = masked ? MASKED : 0;
        if (payload.length < SHORT_LENGTH) {
            frame.put((byte) (payload.length | mask));
        } else if (payload.length < 65536) {
            frame.put((byte) (SHORT_LENGTH | mask)).putShort((short) payload.length);
        } else {
            frame.put((byte) (LONG_LENGTH | mask)).putLong(payload.length);
        }
        if (masked) {
            frame.putInt(0);
        }
        frame.put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** Writes bytes as they are. */
    void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The next whole frame. */
    ServerFrame read() {
        try {
            int first = in.readUnsignedByte();
            long length = in.readUnsignedByte();
            if (length == SHORT_LENGTH) {
                length = in.readUnsignedShort();
            } else if (length == LONG_LENGTH) {
                length = in.readLong();
            }
            byte[] payload = new byte[Math.toIntExact(length)];
            in.readFully(payload);
            return new ServerFrame(first & 0x0f, payload);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads on until the server closes; the code, or 1006 if the connection ends without one. */
    int readCloseCode() {
        try {
            for (ServerFrame frame = read(); ; frame = read()) {
                if (frame.opcode() == CLOSE) {
                    return frame.closeCode();
                }
            }
        } catch (UncheckedIOException ended) {
            return Close.BROKEN;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
