package org.tradingarena.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JDK's WebSocket as a client's socket: messages whole, one at a time, bounded. */
class JdkSocketTest {
    private final FakeWebSocket network = new FakeWebSocket();
    private final Heard heard = new Heard();
    private final JdkSocket socket = new JdkSocket(heard);

    @BeforeEach
    void open() {
        socket.onOpen(network);
    }

    @Test
    void fragments_make_one_message_and_do_not_use_up_the_credit() {
        long credit = network.requested;
        socket.onText(network, "{\"a\":", false);
        assertThat(network.requested).isEqualTo(credit + 1);
        socket.onText(network, "1}", true);
        assertThat(heard.texts).containsExactly("{\"a\":1}");
        assertThat(network.requested).isEqualTo(credit + 1);
        socket.more();
        assertThat(network.requested).isEqualTo(credit + 2);
    }

    @Test
    void a_binary_message_is_unpacked() throws IOException {
        byte[] packed = gzip("{\"ä\":1}");
        socket.onBinary(network, ByteBuffer.wrap(packed, 0, 5), false);
        socket.onBinary(network, ByteBuffer.wrap(packed, 5, packed.length - 5), true);
        assertThat(heard.texts).containsExactly("{\"ä\":1}");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void a_message_without_an_end_is_cut_off_at_the_bound() {
        String part = "x".repeat(1 << 20);
        for (int i = 0; i <= JdkSocket.MOST_CHARACTERS / part.length() && !network.aborted; i++) {
            socket.onText(network, part, false);
        }
        assertThat(network.aborted).isTrue();
        assertThat(heard.lost).hasSize(1);
    }

    @Test
    void what_unpacks_to_more_than_the_bound_is_cut_off() throws IOException {
        socket.onBinary(network, ByteBuffer.wrap(gzip("x".repeat(JdkSocket.MOST_CHARACTERS + 1))), true);
        assertThat(heard.texts).isEmpty();
        assertThat(network.aborted).isTrue();
        assertThat(heard.lost).singleElement().asString().contains("cannot be unpacked");
    }

    @Test
    void texts_are_sent_one_after_the_other_and_the_close_last() {
        socket.send("one");
        socket.send("two");
        var closed = socket.close(1000);
        assertThat(network.sent).containsExactly("one");
        network.done();
        assertThat(network.sent).containsExactly("one", "two");
        network.done();
        assertThat(network.sent).containsExactly("one", "two", "close 1000");
        assertThat(closed).isNotDone();
        network.done();
        assertThat(closed).isCompleted();
    }

    @Test
    void the_end_is_told_once() {
        socket.onClose(network, 4501, "session taken over");
        socket.onError(network, new IOException("late"));
        assertThat(heard.lost).containsExactly("4501 session taken over");
    }

    @Test
    void after_an_abort_nothing_is_told() {
        socket.abort();
        socket.onText(network, "late", true);
        socket.onClose(network, 1006, "");
        assertThat(heard.texts).isEmpty();
        assertThat(heard.lost).isEmpty();
    }

    @Test
    void a_socket_given_up_while_it_opened_is_let_go_when_it_has() {
        FakeWebSocket late = new FakeWebSocket();
        JdkSocket early = new JdkSocket(heard);
        early.abort();
        early.onOpen(late);
        assertThat(late.aborted).isTrue();
    }

    private static final class Heard implements Transport.Events {
        private final List<String> texts = new ArrayList<>();
        private final List<String> lost = new ArrayList<>();

        @Override
        public void opened() {}

        @Override
        public void notOpened(String reason) {}

        @Override
        public void received(String text) {
            texts.add(text);
        }

        @Override
        public void lost(int code, String reason) {
            lost.add(code + " " + reason);
        }
    }

    private static final class FakeWebSocket implements WebSocket {
        private final List<String> sent = new ArrayList<>();
        private CompletableFuture<WebSocket> sending = new CompletableFuture<>();
        private long requested;
        private boolean aborted;

        private CompletableFuture<WebSocket> send(String what) {
            sent.add(what);
            sending = new CompletableFuture<>();
            return sending;
        }

        void done() {
            sending.complete(this);
        }

        @Override
        public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
            return send(data.toString());
        }

        @Override
        public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
            throw new AssertionError("a client sends no binary frames");
        }

        @Override
        public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
            throw new AssertionError("only messages count as life");
        }

        @Override
        public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
            return send("pong");
        }

        @Override
        public CompletableFuture<WebSocket> sendClose(int statusCode, String reason) {
            return send("close " + statusCode);
        }

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public String getSubprotocol() {
            return "arena.v1";
        }

        @Override
        public boolean isOutputClosed() {
            return false;
        }

        @Override
        public boolean isInputClosed() {
            return false;
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }
}
