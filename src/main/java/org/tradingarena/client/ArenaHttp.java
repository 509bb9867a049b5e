package org.tradingarena.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Credentials;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.StrictJson;
import org.tradingarena.protocol.Wire;

/**
 * The arena's calls over HTTP (protocol section 10), for what needs no socket. A refusal completes the future with an {@link
 * ArenaException}, a network that fails with an {@link java.io.IOException}. Answers are held in memory, as large as the arena makes them
 * (a page of 500 events or orders).
 */
public final class ArenaHttp {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** The arena answers within 10 s, but for polls, which it holds for as long as they say. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Transport.Answer NOTHING = new Transport.Answer(JsonObject.EMPTY, List.of());

    private final HttpClient http;
    private final String server;
    private final Duration patience;

    /** Calls to a server at {@code http://host:port} or {@code https://…}. */
    public ArenaHttp(URI server) {
        this(
                server,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build());
    }

    ArenaHttp(URI server, HttpClient http) {
        this(server, http, PATIENCE);
    }

    ArenaHttp(URI server, HttpClient http, Duration patience) {
        this.patience = patience;
        String text = server.toString();
        this.server = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.http = http;
    }

    /** Reads; {@code path} begins with a slash. The token is a client's, the admin's, or null for public calls. */
    public CompletableFuture<JsonObject> get(String path, @Nullable String token) {
        return call(request(path, token).GET());
    }

    /** Writes. */
    public CompletableFuture<JsonObject> post(String path, @Nullable String token, JsonBody body) {
        return call(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Wire.bare(body))));
    }

    /** Deletes, or cancels. */
    public CompletableFuture<JsonObject> delete(String path, @Nullable String token) {
        return call(request(path, token).DELETE());
    }

    /** Signs a client in; completes with its token. */
    public CompletableFuture<String> signIn(String collectiveId, String clientId, ClientKey key, Role role) {
        return post(
                        "/api/v1/auth/challenge",
                        null,
                        json -> json.text("collective_id", collectiveId).text("client_id", clientId))
                .thenCompose(challenge -> {
                    String id = text(challenge, "challenge_id");
                    Credentials.Signature proof = key.sign(id, text(challenge, "nonce"), collectiveId, clientId);
                    return post(
                            "/api/v1/auth/token",
                            null,
                            json -> json.text("challenge_id", id)
                                    .text("collective_id", collectiveId)
                                    .text("client_id", clientId)
                                    .text("public_key", proof.publicKey())
                                    .text("signature", proof.signature())
                                    .word("role", role));
                })
                .thenApply(granted -> text(granted, "token"));
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private CompletableFuture<JsonObject> call(HttpRequest.Builder request) {
        return send(request, patience).thenApply(Transport.Answer::body);
    }

    /** As {@link #get}, with the events of the answer as they were sent; the arena may hold the answer back for so long. */
    CompletableFuture<Transport.Answer> read(String path, @Nullable String token, Duration held) {
        return send(request(path, token).GET(), patience.plus(held));
    }

    /** The request's own timeout would end with the head of the answer; a network can fall silent after it. */
    private CompletableFuture<Transport.Answer> send(HttpRequest.Builder request, Duration within) {
        CompletableFuture<HttpResponse<String>> exchange =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        CompletableFuture<HttpResponse<String>> inTime = exchange.copy().orTimeout(within.toMillis(), MILLISECONDS);
        return inTime.exceptionallyCompose(failure -> {
                    if (!(failure instanceof TimeoutException)) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    exchange.cancel(true);
                    return CompletableFuture.failedFuture(
                            new HttpTimeoutException("no answer within " + within.toSeconds() + " s"));
                })
                .thenApply(ArenaHttp::answer);
    }

    private static Transport.Answer answer(HttpResponse<String> response) {
        Transport.Answer answer = body(response);
        if (response.statusCode() >= 400) {
            throw new ArenaException(refusal(response.statusCode(), answer.body()));
        }
        return answer;
    }

    private static Transport.Answer body(HttpResponse<String> response) {
        if (!response.body().isEmpty()) {
            try {
                StrictJson.Sliced sliced = StrictJson.slice(response.body(), "events", StrictJson.Limits.FRAME);
                if (sliced.document() instanceof JsonObject object) {
                    return new Transport.Answer(object, sliced.items());
                }
            } catch (ProtocolException notOurs) { // a proxy's page, for example
                return NOTHING;
            }
        }
        return NOTHING;
    }

    private static ArenaError refusal(int status, JsonObject body) {
        if (!(body.get("error") instanceof JsonObject error) || !(error.get("code") instanceof JsonText(String code))) {
            return ArenaError.of(ErrorCode.INTERNAL, "The server answered with status " + status);
        }
        String message = error.get("message") instanceof JsonText(String text) ? text : "";
        Map<String, Object> details = new LinkedHashMap<>();
        if (error.get("details") instanceof JsonObject(Map<String, Json> members)) {
            members.forEach((name, value) -> details.put(name, plain(value)));
        }
        return ErrorCode.find(code)
                .map(known -> new ArenaError(known, message, details))
                .orElseGet(() -> new ArenaError(ErrorCode.INTERNAL, code + ": " + message, details));
    }

    private static Object plain(Json value) {
        return switch (value) {
            case JsonText(String text) -> text;
            case Json.JsonNumber(String text) -> new BigDecimal(text);
            default -> value;
        };
    }

    private static String text(JsonObject object, String name) {
        if (object.get(name) instanceof JsonText(String text)) {
            return text;
        }
        throw new ArenaException(ArenaError.of(ErrorCode.INTERNAL, "The server's answer has no " + name));
    }
}
