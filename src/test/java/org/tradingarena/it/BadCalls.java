package org.tradingarena.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** HTTP calls that must be refused, each with its status and code. */
final class BadCalls {
    static final String COLLECTIVES = "/api/v1/admin/collectives";
    static final String DEPOSITS = COLLECTIVES + "/alpha/deposits";
    static final String KEYS = COLLECTIVES + "/alpha/keys";
    static final String FEES = "/api/v1/admin/fees";

    /** @param authorization the header; null sends none */
    record Case(
            String name,
            String method,
            String path,
            @Nullable String authorization,
            @Nullable String body,
            Set<Integer> statuses,
            Set<String> codes,
            String field) {}

    private static final String ADMIN = "Bearer " + ArenaProcess.ADMIN_TOKEN;

    private final String goodKey = Identity.random().publicKey();
    private final List<Case> cases = new ArrayList<>();

    private BadCalls() {}

    static List<Case> all() {
        BadCalls table = new BadCalls();
        table.strangers();
        table.bodies();
        table.collectives();
        table.deposits();
        table.keys();
        table.places();
        table.clients();
        return List.copyOf(table.cases);
    }

    private void strangers() {
        for (String[] call : new String[][] {
            {"GET", COLLECTIVES},
            {"POST", COLLECTIVES},
            {"POST", DEPOSITS},
            {"POST", KEYS},
            {"DELETE", KEYS + "/" + goodKey},
            {"GET", FEES}
        }) {
            add("without a token", call[0], call[1], null, body(call[0]), Set.of(401), Set.of("UNAUTHENTICATED"), "");
            add(
                    "with another token",
                    call[0],
                    call[1],
                    "Bearer nonsense",
                    body(call[0]),
                    Set.of(401),
                    Set.of("UNAUTHENTICATED", "AUTH_FAILED"),
                    "");
        }
        for (String header : List.of(
                "Bearer",
                "Bearer ",
                "Basic " + ArenaProcess.ADMIN_TOKEN,
                ArenaProcess.ADMIN_TOKEN,
                "Bearer  " + ArenaProcess.ADMIN_TOKEN + "x",
                "Bearer " + ArenaProcess.ADMIN_TOKEN.substring(1),
                "Bearer " + ArenaProcess.ADMIN_TOKEN.toUpperCase(java.util.Locale.ROOT))) {
            add(
                    "with the header " + header.replace(ArenaProcess.ADMIN_TOKEN, "TOKEN"),
                    "GET",
                    FEES,
                    header,
                    null,
                    Set.of(401),
                    Set.of("UNAUTHENTICATED", "AUTH_FAILED"),
                    "");
        }
    }

    /** Calls of clients without a socket, by strangers. */
    private void clients() {
        String alpha = "/api/v1/collectives/alpha";
        for (String[] call : new String[][] {
            {"GET", alpha + "/events"},
            {"GET", alpha + "/events?after=0&wait=30"},
            {"GET", alpha + "/stream"},
            {"GET", alpha + "/state"},
            {"GET", alpha + "/orders"},
            {"POST", alpha + "/orders"},
            {"DELETE", alpha + "/orders/alpha.x.1"},
            {"GET", "/api/v1/collectives/nobody/events"}
        }) {
            add("without a token", call[0], call[1], null, body(call[0]), Set.of(401), Set.of("UNAUTHENTICATED"), "");
            for (String token : List.of("nonsense", ArenaProcess.ADMIN_TOKEN, "A".repeat(200))) {
                String bearer = "Bearer " + token;
                add(
                        "with token " + shown(token),
                        call[0],
                        call[1],
                        bearer,
                        body(call[0]),
                        Set.of(401),
                        Set.of("AUTH_FAILED"),
                        "");
            }
        }
        for (String id : List.of("UPPER", "-x", "a%20b", "x".repeat(65))) {
            String path = "/api/v1/collectives/" + id + "/events";
            add("collective " + shown(id), "GET", path, null, null, Set.of(404), Set.of("NOT_FOUND"), "");
        }
        String challenge = "/api/v1/auth/challenge";
        String token = "/api/v1/auth/token";
        for (String path : List.of(challenge, token)) {
            refused("an empty body", path, "", 400, "INVALID_JSON", "");
            refused("an array", path, "[]", 400, "INVALID_MESSAGE", "");
            refused("nobody", path, "{'client_id':'bot'}", 400, "INVALID_MESSAGE", "collective_id");
            refused("no client", path, "{'collective_id':'alpha'}", 400, "INVALID_MESSAGE", "client_id");
            refused(
                    "a client in capitals",
                    path,
                    "{'collective_id':'alpha','client_id':'BOT'}",
                    400,
                    "INVALID_MESSAGE",
                    "client_id");
            refused("a body of 2 MiB", path, "{'x':'" + "y".repeat(2 << 20) + "'}", 413, "MESSAGE_TOO_LARGE", "");
            add("no such method", "GET", path, null, null, Set.of(405), Set.of("INVALID_MESSAGE"), "");
        }
        String start = "{'collective_id':'alpha','client_id':'bot','challenge_id':'AAAA'";
        refused("no signature", token, start + ",'public_key':'" + goodKey + "'}", 400, "INVALID_MESSAGE", "signature");
        refused(
                "padding",
                token,
                start + ",'signature':'AAA=','public_key':'" + goodKey + "'}",
                400,
                "INVALID_MESSAGE",
                "signature");
        refused(
                "a made-up challenge",
                token,
                start + ",'signature':'AAAA','public_key':'" + goodKey + "'}",
                401,
                "AUTH_FAILED",
                "challenge_id");
    }

    private static @Nullable String body(String method) {
        return method.equals("POST") ? "{}" : null;
    }

    private void bodies() {
        for (String path : List.of(COLLECTIVES, DEPOSITS, KEYS)) {
            for (String body : List.of(
                    "",
                    "{",
                    "{'a':1,}",
                    "{'a':1,'a':1}",
                    "\uFEFF{}",
                    "[".repeat(5000),
                    "{} {}",
                    "{'amount':" + "1".repeat(40) + "}")) {
                refused("body " + shown(body), path, body, 400, "INVALID_JSON", "");
            }
            for (String body : List.of("[]", "null", "1", "'x'")) {
                refused("body " + body, path, body, 400, "INVALID_MESSAGE", "");
            }
            refused("a body of 2 MiB", path, "{'x':'" + "y".repeat(2 << 20) + "'}", 413, "MESSAGE_TOO_LARGE", "");
        }
    }

    private void collectives() {
        String rest = ",'public_keys':['" + goodKey + "'],'deposits':{'USD':1}}";
        for (String id : List.of(
                "null",
                "1",
                "''",
                "'UPPER'",
                "'-x'",
                "'a b'",
                "'a/b'",
                "'../x'",
                "'ä'",
                "'" + "x".repeat(65) + "'",
                "[]")) {
            refused(
                    "collective_id " + id,
                    COLLECTIVES,
                    "{'collective_id':" + id + rest,
                    400,
                    "INVALID_MESSAGE",
                    "collective_id");
        }
        refused("no collective_id", COLLECTIVES, "{" + rest.substring(1), 400, "INVALID_MESSAGE", "collective_id");
        for (String keys : List.of(
                "null",
                "'" + goodKey + "'",
                "[1]",
                "['']",
                "['AAAA']",
                "['" + goodKey + "=']",
                "['" + short31() + "']")) {
            refused(
                    "public_keys " + shown(keys),
                    COLLECTIVES,
                    "{'collective_id':'gamma-x','public_keys':" + keys + "}",
                    400,
                    "INVALID_MESSAGE",
                    "public_keys");
        }
        int number = 0;
        for (byte[] key : CraftedKeys.ofSmallOrder()) {
            refused(
                    "a key of small order, " + ++number,
                    COLLECTIVES,
                    "{'collective_id':'gamma-x','public_keys':['" + Identity.base64Url(key) + "']}",
                    400,
                    "INVALID_MESSAGE",
                    "public_keys");
        }
        refused(
                "a key that is not canonical",
                COLLECTIVES,
                "{'collective_id':'gamma-x','public_keys':['" + Identity.base64Url(CraftedKeys.notCanonical()) + "']}",
                400,
                "INVALID_MESSAGE",
                "public_keys");
        for (String deposits : List.of(
                "1",
                "'x'",
                "[]",
                "{'USD':'abc'}",
                "{'USD':-1}",
                "{'USD':1e3}",
                "{'USD':-0}",
                "{'USD':true}",
                "{'USD':[]}",
                "{'USD':0.000000001}",
                "{'USD':99999999999999999999}",
                "{'usd':1}",
                "{'':1}")) {
            cases.add(new Case(
                    "POST " + COLLECTIVES + ": deposits " + deposits,
                    "POST",
                    COLLECTIVES,
                    ADMIN,
                    ("{'collective_id':'gamma-x','public_keys':['" + goodKey + "'],'deposits':" + deposits + "}")
                            .replace('\'', '"'),
                    Set.of(400, 422),
                    Set.of("INVALID_MESSAGE", "INVALID_QUANTITY", "OVERLOADED"),
                    "deposits"));
        }
        refused("alpha again with another key", COLLECTIVES, "{'collective_id':'alpha'" + rest, 409, "CONFLICT", "");
    }

    private static String short31() {
        return Identity.base64Url(Arrays.copyOf(Identity.random().publicKeyBytes(), 31));
    }

    private void deposits() {
        for (String id : List.of("null", "1", "''", "[]", "'" + "x".repeat(300) + "'")) {
            refused(
                    "deposit_id " + shown(id),
                    DEPOSITS,
                    "{'deposit_id':" + id + ",'currency':'USD','amount':1}",
                    400,
                    "INVALID_MESSAGE",
                    "deposit_id");
        }
        for (String currency : List.of("null", "1", "''", "'usd'", "'US D'", "'DOGE'")) {
            refused(
                    "currency " + currency,
                    DEPOSITS,
                    "{'deposit_id':'bad','currency':" + currency + ",'amount':1}",
                    400,
                    "INVALID_MESSAGE",
                    "currency");
        }
        for (String amount : List.of(
                "null", "true", "'x'", "0", "-1", "1e2", "-0", "'1e2'", "0.000000001", "[]", "99999999999999999999")) {
            cases.add(new Case(
                    "POST " + DEPOSITS + ": amount " + amount,
                    "POST",
                    DEPOSITS,
                    ADMIN,
                    ("{'deposit_id':'bad','currency':'USD','amount':" + amount + "}").replace('\'', '"'),
                    Set.of(400, 422),
                    Set.of("INVALID_MESSAGE", "INVALID_QUANTITY", "OVERLOADED"),
                    "amount"));
        }
        refused("no amount", DEPOSITS, "{'deposit_id':'bad','currency':'USD'}", 400, "INVALID_MESSAGE", "amount");
        refused(
                "a known deposit_id with another amount",
                DEPOSITS,
                "{'deposit_id':'known','currency':'USD','amount':2}",
                409,
                "CONFLICT",
                "");
        refused(
                "a known deposit_id with another currency",
                DEPOSITS,
                "{'deposit_id':'known','currency':'BTC','amount':1}",
                409,
                "CONFLICT",
                "");
        refused(
                "a collective that is not there",
                COLLECTIVES + "/nobody/deposits",
                "{'deposit_id':'bad','currency':'USD','amount':1}",
                404,
                "NOT_FOUND",
                "");
    }

    private void keys() {
        for (String keys : List.of(
                "null", "'" + goodKey + "'", "[1]", "['AAAA']", "['" + short31() + "']", "['" + padded() + "']")) {
            refused(
                    "public_keys " + shown(keys),
                    KEYS,
                    "{'public_keys':" + keys + "}",
                    400,
                    "INVALID_MESSAGE",
                    "public_keys");
        }
        refused("no public_keys", KEYS, "{}", 400, "INVALID_MESSAGE", "public_keys");
        int number = 0;
        for (byte[] key : CraftedKeys.ofSmallOrder()) {
            refused(
                    "a key of small order, " + ++number,
                    KEYS,
                    "{'public_keys':['" + Identity.base64Url(key) + "']}",
                    400,
                    "INVALID_MESSAGE",
                    "public_keys");
        }
        refused(
                "a good key and a bad one",
                KEYS,
                "{'public_keys':['" + goodKey + "','AAAA']}",
                400,
                "INVALID_MESSAGE",
                "public_keys");
        refused(
                "a collective that is not there",
                COLLECTIVES + "/nobody/keys",
                "{'public_keys':['" + goodKey + "']}",
                404,
                "NOT_FOUND",
                "");
        add(
                "a key that is not there",
                "DELETE",
                KEYS + "/" + goodKey,
                ADMIN,
                null,
                Set.of(404),
                Set.of("NOT_FOUND"),
                "");
        add(
                "a key that is none",
                "DELETE",
                KEYS + "/AAAA",
                ADMIN,
                null,
                Set.of(400, 404),
                Set.of("INVALID_MESSAGE", "NOT_FOUND"),
                "");
    }

    private static String padded() {
        return Base64.getUrlEncoder().encodeToString(Identity.random().publicKeyBytes());
    }

    private void places() {
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            add(
                    "no such method",
                    method,
                    COLLECTIVES,
                    ADMIN,
                    "{}",
                    Set.of(404, 405),
                    Set.of("NOT_FOUND", "INVALID_MESSAGE"),
                    "");
            add(
                    "no such method",
                    method,
                    FEES,
                    ADMIN,
                    "{}",
                    Set.of(404, 405),
                    Set.of("NOT_FOUND", "INVALID_MESSAGE"),
                    "");
        }
        add("no such method", "POST", FEES, ADMIN, "{}", Set.of(404, 405), Set.of("NOT_FOUND", "INVALID_MESSAGE"), "");
        for (String path : List.of(
                "/api/v1/nothing",
                "/api/v1/admin/nothing",
                "/api/v2/admin/fees",
                "/api/v1/admin/collectives/alpha",
                "/ws/v1",
                "/ws/v1/")) {
            add(
                    "no such place",
                    "GET",
                    path,
                    ADMIN,
                    null,
                    Set.of(404, 405),
                    Set.of("NOT_FOUND", "INVALID_MESSAGE"),
                    "");
        }
        for (String id : List.of("UPPER", "-x", "a%20b", "a%2Fb", "x".repeat(65), "..%2Fx", "%00")) {
            add(
                    "collective " + shown(id),
                    "POST",
                    COLLECTIVES + "/" + id + "/deposits",
                    ADMIN,
                    "{\"deposit_id\":\"bad\",\"currency\":\"USD\",\"amount\":1}",
                    Set.of(400, 404),
                    Set.of("NOT_FOUND", "INVALID_MESSAGE"),
                    "");
        }
    }

    private void refused(String name, String path, String body, int status, String code, String field) {
        add(name, "POST", path, ADMIN, body.replace('\'', '"'), Set.of(status), Set.of(code), field);
    }

    private void add(
            String name,
            String method,
            String path,
            @Nullable String authorization,
            @Nullable String body,
            Set<Integer> statuses,
            Set<String> codes,
            String field) {
        String where = path.length() <= 60 ? path : path.substring(0, 60) + "…";
        cases.add(new Case(
                method + " " + where + ": " + name, method, path, authorization, body, statuses, codes, field));
    }

    private static String shown(String value) {
        return value.length() <= 40 ? value : value.substring(0, 20) + "… (" + value.length() + ")";
    }
}
