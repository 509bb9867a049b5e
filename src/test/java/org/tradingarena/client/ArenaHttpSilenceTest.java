package org.tradingarena.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A network that falls silent in the middle of an answer ends the call; it does not hang. */
class ArenaHttpSilenceTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    @Test
    void an_answer_that_stops_after_its_head_is_given_up() throws IOException {
        failsAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"events\":[");
    }

    @Test
    void an_answer_that_never_begins_is_given_up() throws IOException {
        failsAfter("");
    }

    private static void failsAfter(String beginning) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpClient http = HttpClient.newHttpClient()) {
            Thread.ofVirtual().start(() -> answer(server, beginning));
            URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
            CompletableFuture<Transport.Answer> answer =
                    new ArenaHttp(address, http, PATIENCE).read("/events", null, PATIENCE);
            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(HttpTimeoutException.class);
            http.shutdownNow();
        }
    }

    /** Says so much and then nothing, until the other side has had enough. */
    private static void answer(ServerSocket server, String beginning) {
        try (Socket accepted = server.accept()) {
            accepted.getOutputStream().write(beginning.getBytes(US_ASCII));
            accepted.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException over) {
            // the test is over
        }
    }
}
