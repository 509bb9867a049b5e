package org.tradingarena.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.Ed25519Keys;
import org.tradingarena.protocol.SignIn;

/** A collective of a {@link Gateway} and its key, and what its clients call over HTTP. */
final class HttpTeam {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Gateway gateway;
    private final String collective;
    private final KeyPair keys = Ed25519Keys.generate();

    HttpTeam(Gateway gateway, String collective) {
        this.gateway = gateway;
        this.collective = collective;
    }

    /** Opens the collective with 1000 USD: two events. */
    HttpTeam open() throws Exception {
        String body = "{\"collective_id\":\"" + collective + "\",\"public_keys\":[\"" + key()
                + "\"],\"deposits\":{\"USD\":1000}}";
        assertThat(gateway.admin("POST", "/collectives", body).statusCode()).isEqualTo(201);
        return this;
    }

    /** One more event. */
    void deposit(String id) throws Exception {
        String body = "{\"deposit_id\":\"" + id + "\",\"currency\":\"USD\",\"amount\":1}";
        assertThat(gateway.admin("POST", "/collectives/" + collective + "/deposits", body)
                        .statusCode())
                .isEqualTo(200);
    }

    void revokeKey() throws Exception {
        assertThat(gateway.admin("DELETE", "/collectives/" + collective + "/keys/" + key(), "")
                        .statusCode())
                .isEqualTo(200);
    }

    String key() {
        return Base64Url.encode(Ed25519Keys.encode(keys.getPublic()));
    }

    JsonNode challenge(String client) throws Exception {
        return json(
                post("/auth/challenge", "{\"collective_id\":\"" + collective + "\",\"client_id\":\"" + client + "\"}"));
    }

    /** The answer to a challenge, signed with this key. */
    String answer(JsonNode challenge, String client, String more) {
        String id = challenge.path("challenge_id").asText();
        byte[] signature = Ed25519Keys.sign(
                keys.getPrivate(), SignIn.message(id, challenge.path("nonce").asText(), collective, client));
        return "{\"challenge_id\":\"" + id + "\",\"collective_id\":\"" + collective + "\",\"client_id\":\"" + client
                + "\",\"public_key\":\"" + key() + "\",\"signature\":\"" + Base64Url.encode(signature) + "\"" + more
                + "}";
    }

    String token(String client, String more) throws Exception {
        HttpResponse<String> response = post("/auth/token", answer(challenge(client), client, more));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response).path("token").asText();
    }

    String token(String client) throws Exception {
        return token(client, "");
    }

    /** A call without a token. */
    HttpResponse<String> post(String path, String body) throws Exception {
        return gateway.send(
                HttpRequest.newBuilder(gateway.uri("/api/v1" + path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A call under this collective. */
    HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(gateway.uri("/api/v1/collectives/" + collective + path))
                .header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> get(String token, String path) throws Exception {
        return gateway.send(request(token, path));
    }

    HttpResponse<String> order(String token, String body) throws Exception {
        return gateway.send(
                request(token, "/orders").POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    HttpResponse<String> cancel(String token, String orderId) throws Exception {
        return gateway.send(request(token, "/orders/" + orderId).DELETE());
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return MAPPER.readTree(response.body());
    }

    /** Status, code and field of a refusal, in one line. */
    static String refusal(HttpResponse<String> response) throws Exception {
        JsonNode error = json(response).path("error");
        return (response.statusCode() + " " + error.path("code").asText() + " "
                        + error.path("details").path("field").asText())
                .strip();
    }
}
