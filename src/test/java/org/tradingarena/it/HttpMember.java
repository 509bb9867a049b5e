package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** One client of a collective that has no socket: it signs in, and calls with its token (protocol section 10). */
final class HttpMember {
    private static final String API = "/api/v1";

    private final Arena arena;
    private final String collective;
    private final String clientId;
    private final Identity identity;
    private String token = "";

    HttpMember(Arena arena, String collective, String clientId, Identity identity) {
        this.arena = arena;
        this.collective = collective;
        this.clientId = clientId;
        this.identity = identity;
    }

    /** Gets a token, as the role if one is named. */
    HttpMember signIn(String role) {
        HttpResponse<String> answer = answer(challenge(), role);
        token = AdminApi.expect(200, answer).path("token").asText();
        return this;
    }

    HttpMember signIn() {
        return signIn("trader");
    }

    JsonNode challenge() {
        String body = WireJson.object()
                .put("collective_id", collective)
                .put("client_id", clientId)
                .toString();
        return AdminApi.expect(200, post("/auth/challenge", body));
    }

    /** Answers a challenge, whatever comes of it. */
    HttpResponse<String> answer(JsonNode challenge, String role) {
        String id = challenge.path("challenge_id").asText();
        byte[] signature = identity.signIn(id, challenge.path("nonce").asText(), collective, clientId);
        String body = WireJson.object()
                .put("challenge_id", id)
                .put("collective_id", collective)
                .put("client_id", clientId)
                .put("public_key", identity.publicKey())
                .put("signature", Identity.base64Url(signature))
                .put("role", role)
                .toString();
        return post("/auth/token", body);
    }

    /** A call without a token. */
    HttpResponse<String> post(String path, String body) {
        return arena.admin().send(arena.admin().request(API + path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A call with the token, under this collective or another. */
    HttpRequest.Builder request(String of, String path) {
        return arena.admin().request(API + "/collectives/" + of + path).header("Authorization", "Bearer " + token);
    }

    HttpRequest.Builder request(String path) {
        return request(collective, path);
    }

    HttpResponse<String> get(String path) {
        return arena.admin().send(request(path));
    }

    HttpResponse<String> place(JsonNode order) {
        return arena.admin().send(request("/orders").POST(HttpRequest.BodyPublishers.ofString(order.toString())));
    }

    HttpResponse<String> cancel(String orderId) {
        return arena.admin().send(request("/orders/" + orderId).DELETE());
    }

    /** Each event's text of a page. */
    static List<String> events(HttpResponse<String> page) {
        return WireJson.slices(page.body(), "events");
    }
}
