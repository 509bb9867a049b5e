package org.tradingarena.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that answers what it was told to, and remembers what it was asked. */
final class MadeUpArena implements AutoCloseable {
    /** One request. */
    record Asked(String method, String path, String token, String body) {}

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    MadeUpArena() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.start();
        answer("POST /api/v1/auth/challenge", 200, "{\"challenge_id\":\"c\",\"nonce\":\"n\"}");
        answer("POST /api/v1/auth/token", 200, "{\"token\":\"client-token\"}");
    }

    /** What a method and path are answered with from now on; the path is with its query. */
    void answer(String call, int status, String body) {
        answers.put(call, new Answer(status, body));
    }

    /** An answer that refuses. */
    void refuse(String call, int status, String code, String message) {
        answer(
                call,
                status,
                "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message
                        + "\",\"details\":{\"field\":\"x\"}}}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        asked.add(
                new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), token, body));
        Answer answer = answers.getOrDefault(
                call, new Answer(404, "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"nothing at " + call + "\"}}"));
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What it was asked, in order. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
