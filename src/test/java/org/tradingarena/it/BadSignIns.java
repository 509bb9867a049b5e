package org.tradingarena.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Sign-ins that must be refused: each changes one thing of a good one. */
final class BadSignIns {
    /** What a sign-in is made of; the good one signs with the collective's key. */
    record Attempt(String connectionId, String nonce, String collective, String clientId, Identity identity) {
        byte[] sign() {
            return identity.signIn(connectionId, nonce, collective, clientId);
        }
    }

    /** @param spoil makes the good data bad */
    record Case(String name, BiConsumer<Attempt, ObjectNode> spoil, Set<String> codes, String field) {}

    private final List<Case> cases = new ArrayList<>();

    private BadSignIns() {}

    static List<Case> all() {
        BadSignIns table = new BadSignIns();
        table.signatures();
        table.keys();
        table.form();
        return List.copyOf(table.cases);
    }

    private void signatures() {
        Identity stranger = Identity.random();
        failed("a stranger's key and signature", (attempt, data) -> {
            data.put("public_key", stranger.publicKey());
            sign(
                    data,
                    stranger.signIn(attempt.connectionId(), attempt.nonce(), attempt.collective(), attempt.clientId()));
        });
        failed(
                "a stranger's signature",
                (attempt, data) -> sign(
                        data,
                        stranger.signIn(
                                attempt.connectionId(), attempt.nonce(), attempt.collective(), attempt.clientId())));
        failed("a stranger's key", (attempt, data) -> data.put("public_key", stranger.publicKey()));
        failed(
                "another nonce",
                (attempt, data) -> sign(
                        data,
                        attempt.identity()
                                .signIn(
                                        attempt.connectionId(),
                                        Identity.base64Url(new byte[32]),
                                        attempt.collective(),
                                        attempt.clientId())));
        failed(
                "another connection",
                (attempt, data) -> sign(
                        data,
                        attempt.identity()
                                .signIn(
                                        "00000000-0000-0000-0000-000000000000",
                                        attempt.nonce(),
                                        attempt.collective(),
                                        attempt.clientId())));
        failed(
                "another collective",
                (attempt, data) -> sign(
                        data,
                        attempt.identity()
                                .signIn(attempt.connectionId(), attempt.nonce(), "beta", attempt.clientId())));
        failed(
                "another client",
                (attempt, data) -> sign(
                        data,
                        attempt.identity()
                                .signIn(
                                        attempt.connectionId(),
                                        attempt.nonce(),
                                        attempt.collective(),
                                        "someone-else")));
        failed("signed as one client, sent as another", (attempt, data) -> data.put("client_id", "someone-else"));
        failed(
                "a line break too many",
                (attempt, data) -> sign(
                        data,
                        attempt.identity()
                                .sign((new String(
                                                        Identity.challenge(
                                                                attempt.connectionId(),
                                                                attempt.nonce(),
                                                                attempt.collective(),
                                                                attempt.clientId()),
                                                        java.nio.charset.StandardCharsets.UTF_8)
                                                + "\n")
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        failed(
                "the bare nonce",
                (attempt, data) -> sign(
                        data,
                        attempt.identity().sign(attempt.nonce().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        failed("one bit of the signature", (attempt, data) -> {
            byte[] signature = attempt.sign();
            signature[5] ^= 1;
            sign(data, signature);
        });
        failed("S that is not below L", (attempt, data) -> sign(data, CraftedKeys.withLargeS(attempt.sign())));
        failed("a signature of zeros", (attempt, data) -> sign(data, new byte[64]));
        failed("a signature of 63 bytes", (attempt, data) -> sign(data, Arrays.copyOf(attempt.sign(), 63)));
        failed("a signature of 65 bytes", (attempt, data) -> sign(data, Arrays.copyOf(attempt.sign(), 65)));
        failed("a signature of 1 byte", (attempt, data) -> sign(data, new byte[1]));
        failed(
                "a resume token that nobody gave",
                (attempt, data) -> token(data).put("resume_token", "bm90IGEgdG9rZW4"));
    }

    private void keys() {
        int number = 0;
        for (byte[] key : CraftedKeys.ofSmallOrder()) {
            failed("a key of small order, " + ++number, (attempt, data) -> {
                data.put("public_key", Identity.base64Url(key));
                sign(data, CraftedKeys.forgedSignature());
            });
        }
        failed(
                "a key that is not canonical",
                (attempt, data) -> data.put("public_key", Identity.base64Url(CraftedKeys.notCanonical())));
        failed(
                "a key of 31 bytes",
                (attempt, data) -> data.put(
                        "public_key",
                        Identity.base64Url(Arrays.copyOf(attempt.identity().publicKeyBytes(), 31))));
        failed(
                "a key of 33 bytes",
                (attempt, data) -> data.put(
                        "public_key",
                        Identity.base64Url(Arrays.copyOf(attempt.identity().publicKeyBytes(), 33))));
    }

    private void form() {
        for (String field : List.of("public_key", "signature")) {
            malformed(
                    field + " padded",
                    field,
                    (attempt, data) -> data.put(
                            field,
                            Base64.getUrlEncoder()
                                    .encodeToString(
                                            field.equals("signature")
                                                    ? attempt.sign()
                                                    : attempt.identity().publicKeyBytes())));
            malformed(
                    field + " in the other alphabet",
                    field,
                    (attempt, data) -> data.put(field, "+/".repeat(field.equals("signature") ? 43 : 21) + "A"));
            malformed(field + " in hex with spaces", field, (attempt, data) -> data.put(field, "de ad be ef"));
            malformed(field + " empty", field, (attempt, data) -> data.put(field, ""));
            malformed(field + " a number", field, (attempt, data) -> data.put(field, 5));
            malformed(field + " missing", field, (attempt, data) -> data.remove(field));
            malformed(field + " null", field, (attempt, data) -> data.putNull(field));
        }
        malformed("neither key nor token", "", (attempt, data) -> token(data));
        malformed("key and token", "", (attempt, data) -> data.put("resume_token", "x"));
        malformed(
                "a token that is a number",
                "resume_token",
                (attempt, data) -> token(data).put("resume_token", 5));
        malformed("no client_id", "client_id", (attempt, data) -> data.remove("client_id"));
        for (String id : List.of("", "UPPER", "-dash", "_line", "a b", "a/b", "x".repeat(65), "ä")) {
            malformed("client_id " + id, "client_id", (attempt, data) -> data.put("client_id", id));
        }
        malformed("client_id 5", "client_id", (attempt, data) -> data.put("client_id", 5));
        malformed("client_type robot", "client_type", (attempt, data) -> data.put("client_type", "robot"));
        malformed("client_type BOT", "client_type", (attempt, data) -> data.put("client_type", "BOT"));
        malformed("role admin", "role", (attempt, data) -> data.put("role", "admin"));
        malformed("role 1", "role", (attempt, data) -> data.put("role", 1));
        malformed("compression zip", "compression", (attempt, data) -> data.put("compression", "zip"));
        malformed("compression true", "compression", (attempt, data) -> data.put("compression", true));
        malformed("subscriptions a word", "subscriptions", (attempt, data) -> data.put("subscriptions", "market"));
        malformed(
                "subscriptions of numbers",
                "subscriptions",
                (attempt, data) -> data.putArray("subscriptions").add(1));
        malformed(
                "subscriptions to nonsense",
                "subscriptions",
                (attempt, data) -> data.putArray("subscriptions").add("nonsense"));
        refused(
                "subscriptions to an unknown market",
                "subscriptions",
                Set.of("INVALID_SYMBOL"),
                (attempt, data) -> data.putArray("subscriptions").add("market:DOGE/USD"));
        refused(
                "subscriptions to another collective's room",
                "",
                Set.of("FORBIDDEN"),
                (attempt, data) -> data.putArray("subscriptions").add("orders:beta"));
    }

    private static void sign(ObjectNode data, byte[] signature) {
        data.put("signature", Identity.base64Url(signature));
    }

    private static ObjectNode token(ObjectNode data) {
        data.remove(List.of("public_key", "signature"));
        return data;
    }

    private void failed(String name, BiConsumer<Attempt, ObjectNode> spoil) {
        refused(name, "", Set.of("AUTH_FAILED"), spoil);
    }

    private void malformed(String name, String field, BiConsumer<Attempt, ObjectNode> spoil) {
        refused(name, field, Set.of("INVALID_MESSAGE"), spoil);
    }

    private void refused(String name, String field, Set<String> codes, BiConsumer<Attempt, ObjectNode> spoil) {
        cases.add(new Case("auth with " + name, spoil, codes, field));
    }
}
