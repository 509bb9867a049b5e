package org.tradingarena.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What everybody may ask over HTTP (protocol section 10). */
@Tag("actor")
class PublicCallsTest {
    private static Gateway gateway;

    @BeforeAll
    static void bind() throws Exception {
        gateway = new Gateway();
        await().until(() -> gateway.get("/api/v1/market/BTC-USD/book").statusCode() == 200);
    }

    @AfterAll
    static void unbind() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC-USD", "BTC%2FUSD", "BTC%2fUSD"})
    void a_symbol_is_written_in_either_way(String symbol) throws Exception {
        assertThat(gateway.get("/api/v1/market/" + symbol + "/book").body())
                .isEqualTo("{\"symbol\":\"BTC/USD\",\"epoch\":\"epoch\",\"seq\":41,\"bids\":[[99.5,2]],"
                        + "\"asks\":[[100,1]],\"timestamp\":\"1970-01-01T00:00:00.000Z\"}");
    }

    @Test
    void trades_candles_instruments_leaderboard_and_time_are_there() throws Exception {
        assertThat(gateway.get("/api/v1/market/BTC-USD/trades?limit=5").body())
                .isEqualTo("{\"symbol\":\"BTC/USD\",\"trades\":[]}");
        assertThat(gateway.get("/api/v1/market/BTC-USD/candles?interval=5m").body())
                .isEqualTo("{\"symbol\":\"BTC/USD\",\"interval\":\"5m\",\"candles\":[]}");
        assertThat(gateway.get("/api/v1/instruments").body()).contains("BTC/USD", "ETH/USD");
        assertThat(gateway.get("/api/v1/leaderboard").body()).isEqualTo("{\"standings\":[]}");
        assertThat(gateway.get("/api/v1/time").body())
                .matches("\\{\"server_time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/market/BTC-USD/book?depth=0, INVALID_MESSAGE, depth",
        "/api/v1/market/BTC-USD/book?depth=x, INVALID_MESSAGE, depth",
        "/api/v1/market/BTC-USD/trades?limit=501, INVALID_MESSAGE, limit",
        "/api/v1/market/BTC-USD/candles?interval=2m, INVALID_MESSAGE, interval",
        "/api/v1/market/XXX-USD/book, INVALID_SYMBOL, symbol",
        "/api/v1/market/nonsense/book, INVALID_SYMBOL, symbol",
    })
    void what_is_malformed_is_400_and_names_its_field(String path, String code, String field) throws Exception {
        HttpResponse<String> response = gateway.get(path);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(code, "\"field\":\"" + field + "\"");
    }

    @Test
    void a_market_that_has_said_nothing_yet_is_503() throws Exception {
        HttpResponse<String> response = gateway.get("/api/v1/market/ETH-USD/book");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("OVERLOADED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/api", "/api/v2/time", "/api/v1/market/BTC-USD", "/api/v1/time/now"})
    void an_unknown_path_is_404_in_json(String path) throws Exception {
        HttpResponse<String> response = gateway.get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).startsWith("{\"error\":{\"code\":\"NOT_FOUND\"");
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void a_wrong_method_is_405_and_head_is_a_get_without_its_body() throws Exception {
        HttpResponse<String> post = gateway.send(
                HttpRequest.newBuilder(gateway.uri("/api/v1/time")).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(post.statusCode()).isEqualTo(405);
        HttpResponse<String> head = gateway.send(HttpRequest.newBuilder(gateway.uri("/api/v1/time"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("server")).isEmpty();
    }

    @Test
    void health_and_metrics_tell_how_it_stands() throws Exception {
        assertThat(gateway.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
        assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
        gateway.ready.set(false);
        assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(gateway.get("/health/ready").body()).contains("\"reason\":\"starting_or_stopping\"");
        gateway.ready.set(true);
        gateway.room.set(false);
        assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(gateway.get("/health/ready").body()).contains("\"reason\":\"disk_nearly_full\"");
        gateway.room.set(true);
        assertThat(gateway.get("/metrics").body())
                .contains("arena_gateway_sockets 0.0", "arena_gateway_messages_total");
    }

    @Test
    void bytes_that_are_no_http_get_an_answer_in_json() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /without-host HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("{\"error\":{\"code\":\"INVALID_MESSAGE\"");
        }
    }

    @Test
    void the_address_of_sockets_wants_a_handshake_and_an_id() throws Exception {
        assertThat(gateway.get("/ws/v1/alpha").statusCode()).isEqualTo(400);
        assertThat(gateway.get("/ws/v1/Alpha").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/ws/v1/").statusCode()).isEqualTo(404);
    }
}
