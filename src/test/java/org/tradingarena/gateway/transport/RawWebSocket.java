package org.tradingarena.gateway.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A WebSocket client of bare bytes, which can do what no well-behaved client does. Blocking, with a timeout of 10 s. */
public final class RawWebSocket implements AutoCloseable {
    /** A frame of the server; {@code opcode} -1 is the end of the connection. */
    public static final class ServerFrame {
        private final int opcode;
        private final byte[] payload;

        private ServerFrame(int opcode, byte[] payload) {
            this.opcode = opcode;
            this.payload = payload;
        }

        /** Its opcode. */
        public int opcode() {
            return opcode;
        }

        /** How long its payload is. */
        public int length() {
            return payload.length;
        }

        /** Its payload as text. */
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame. */
        public int closeCode() {
            return payload.length < 2 ? 0 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }

        /** The reason of a close frame. */
        public String closeReason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final List<String> responseHead = new ArrayList<>();

    private RawWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Connects and upgrades. */
    public static RawWebSocket connect(int port, String path, String... headers) throws IOException {
        return connect(port, path, 0, headers);
    }

    /** Connects with a receive buffer of so many bytes, and upgrades. */
    public static RawWebSocket connect(int port, String path, int receiveBuffer, String... headers) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        RawWebSocket client = new RawWebSocket(socket);
        client.upgrade(path, headers);
        return client;
    }

    private void upgrade(String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        for (String line = line(); !line.isEmpty(); line = line()) {
            responseHead.add(line);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    /** The status line of the upgrade's response. */
    public String statusLine() {
        return responseHead.getFirst();
    }

    /** A header of the upgrade's response; empty if it is not there. */
    public String header(String name) {
        return responseHead.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Sends a text message in one frame. */
    public void text(String text) throws IOException {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a close frame. */
    public void sendClose(int code) throws IOException {
        frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** Sends a frame with this first byte. */
    public void frame(int first, byte[] payload) throws IOException {
        send(masked(first, payload));
    }

    /** The bytes of a masked frame. */
    public static byte[] masked(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(head(first, payload.length));
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i & 3]);
        }
        return frame.toByteArray();
    }

    /** The head of a masked frame that announces so many bytes. */
    public static byte[] head(int first, long length) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(first);
        if (length <= 125) {
            head.write(0x80 | (int) length);
        } else if (length <= 0xffff) {
            head.write(0x80 | 126);
            head.write((int) (length >> 8));
            head.write((int) length);
        } else {
            head.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                head.write((int) (length >> shift));
            }
        }
        head.writeBytes(MASK);
        return head.toByteArray();
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The next frame of the server. */
    public ServerFrame next() throws IOException {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            long length = switch (second) {
                case 126 -> in.readUnsignedShort();
                case 127 -> in.readLong();
                default -> second;
            };
            byte[] payload = new byte[(int) length];
            in.readFully(payload);
            return new ServerFrame(first & 0x0f, payload);
        } catch (EOFException | SocketException end) {
            return new ServerFrame(-1, new byte[0]);
        }
    }

    /** Skips whatever comes before the server's close frame, or before the end. */
    public ServerFrame nextClose() throws IOException {
        ServerFrame frame = next();
        while (frame.opcode() != 8 && frame.opcode() != -1) {
            frame = next();
        }
        return frame;
    }

    /** Cuts the connection with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
