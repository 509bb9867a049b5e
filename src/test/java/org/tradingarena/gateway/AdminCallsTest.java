package org.tradingarena.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.Ed25519Keys;

/** Admin calls over HTTP (protocol section 10). */
@Tag("actor")
class AdminCallsTest {
    private static final String KEY = newKey();

    private static Gateway gateway;

    @BeforeAll
    static void bind() throws Exception {
        gateway =
                new Gateway("arena.gateway.http.ask-timeout = 3s", "arena.collective.limits.net-deposit = \"1000000\"");
    }

    @AfterAll
    static void unbind() {
        gateway.close();
    }

    private static String newKey() {
        return Base64Url.encode(Ed25519Keys.encode(Ed25519Keys.generate().getPublic()));
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return gateway.admin("POST", path, body.replace('\'', '"'));
    }

    private static String collective(String id, String key, String deposits) {
        return "{'collective_id':'" + id + "','public_keys':['" + key + "'],'deposits':" + deposits + "}";
    }

    private static void open(String id) throws Exception {
        assertThat(post("/collectives", collective(id, KEY, "{'USD':1000}")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_collective_is_opened_once_and_other_terms_are_a_conflict() throws Exception {
        HttpResponse<String> created = post("/collectives", collective("first", KEY, "{'USD':100000,'BTC':'0.5'}"));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(created.body())
                .matches("\\{\"collective_id\":\"first\",\"position\":\\{\"epoch\":\"[0-9a-f-]{36}\",\"seq\":3}}");
        HttpResponse<String> again = post("/collectives", collective("first", KEY, "{'BTC':0.50,'USD':'100000.00'}"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(created.body());
        HttpResponse<String> other = post("/collectives", collective("first", KEY, "{'USD':1}"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).startsWith("{\"error\":{\"code\":\"CONFLICT\",\"message\":");
        assertThat(gateway.admin("GET", "/collectives", "").body()).contains("{\"collective_id\":\"first\"}");
    }

    @Test
    void funds_move_once_for_each_id() throws Exception {
        open("funds");
        String deposit = "{'deposit_id':'d1','currency':'USD','amount':'0.00000001'}";
        assertThat(post("/collectives/funds/deposits", deposit).body())
                .isEqualTo("{\"balances\":{\"USD\":{\"currency\":\"USD\",\"total\":1000.00000001,"
                        + "\"available\":1000.00000001,\"reserved\":0}},\"duplicate\":false}");
        HttpResponse<String> again = post("/collectives/funds/deposits", deposit);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"duplicate\":true");
        assertThat(post("/collectives/funds/deposits", "{'deposit_id':'d1','currency':'USD','amount':2}")
                        .statusCode())
                .isEqualTo(409);
        String withdrawal = "{'withdrawal_id':'w1','currency':'USD','amount':400}";
        assertThat(post("/collectives/funds/withdrawals", withdrawal).body())
                .contains("\"total\":600.00000001", "\"duplicate\":false");
        HttpResponse<String> tooMuch =
                post("/collectives/funds/withdrawals", "{'withdrawal_id':'w2','currency':'USD','amount':601}");
        assertThat(tooMuch.statusCode()).isEqualTo(422);
        assertThat(tooMuch.body()).contains("INSUFFICIENT_FUNDS");
        assertThat(post("/collectives/funds/deposits", "{'deposit_id':'d2','currency':'USD','amount':1000000}")
                        .body())
                .contains("INVALID_QUANTITY");
    }

    @Test
    void keys_are_added_and_revoked() throws Exception {
        open("keys");
        String key = newKey();
        HttpResponse<String> added = post("/collectives/keys/keys", "{'public_keys':['" + key + "']}");
        assertThat(added.statusCode()).isEqualTo(200);
        assertThat(added.body()).isEqualTo("{\"collective_id\":\"keys\",\"public_keys\":[\"" + key + "\"]}");
        HttpResponse<String> revoked = gateway.admin("DELETE", "/collectives/keys/keys/" + key, "");
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(revoked.body()).isEqualTo("{\"collective_id\":\"keys\",\"public_key\":\"" + key + "\"}");
        assertThat(gateway.admin("DELETE", "/collectives/keys/keys/abc", "").body())
                .contains("INVALID_MESSAGE");
    }

    @Test
    void fees_are_summed_over_the_books() throws Exception {
        HttpResponse<String> fees = gateway.admin("GET", "/fees", "");
        assertThat(fees.body()).isEqualTo("{\"fees\":{\"USD\":2.5}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/collectives | {'collective_id':'Upper','public_keys':[]} | INVALID_MESSAGE | collective_id",
                "/collectives | {'collective_id':7,'public_keys':[]} | INVALID_MESSAGE | collective_id",
                "/collectives | {'public_keys':[]} | INVALID_MESSAGE | collective_id",
                "/collectives | {'collective_id':'bad'} | INVALID_MESSAGE | public_keys",
                "/collectives | {'collective_id':'bad','public_keys':['KEY','nonsense']} | INVALID_MESSAGE | public_keys.1",
                "/collectives | {'collective_id':'bad','public_keys':['KEY=']} | INVALID_MESSAGE | public_keys.0",
                "/collectives | {'collective_id':'bad','public_keys':['AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']} | INVALID_MESSAGE | public_keys.0",
                "/collectives | {'collective_id':'bad','public_keys':[1]} | INVALID_MESSAGE | public_keys.0",
                "/collectives | {'collective_id':'bad','public_keys':[],'deposits':[]} | INVALID_MESSAGE | deposits",
                "/collectives | {'collective_id':'bad','public_keys':[],'deposits':{'XYZ':1}} | INVALID_MESSAGE | deposits.XYZ",
                "/collectives | {'collective_id':'bad','public_keys':[],'deposits':{'USD':0}} | INVALID_QUANTITY | deposits.USD",
                "/collectives | {'collective_id':'bad','public_keys':[],'deposits':{'USD':-1}} | INVALID_QUANTITY | deposits.USD",
                "/collectives | {'collective_id':'bad','public_keys':[],'deposits':{'USD':1e3}} | INVALID_QUANTITY | deposits.USD",
                "/collectives | {'collective_id':'bad','public_keys':[],'deposits':{'USD':0.000000001}} | INVALID_QUANTITY | deposits.USD",
                "/collectives | {'collective_id':'bad','public_keys':[],'deposits':{'USD':100000000000}} | INVALID_QUANTITY | deposits.USD",
                "/collectives | {'collective_id':'bad','public_keys':[],'deposits':{'USD':1000001}} | INVALID_QUANTITY | deposits.USD",
                "/collectives/any/deposits | {'deposit_id':'','currency':'USD','amount':1} | INVALID_MESSAGE | deposit_id",
                "/collectives/any/deposits | {'deposit_id':'ä','currency':'USD','amount':1} | INVALID_MESSAGE | deposit_id",
                "/collectives/any/deposits | {'deposit_id':'d','currency':'usd','amount':1} | INVALID_MESSAGE | currency",
                "/collectives/any/deposits | {'deposit_id':'d','currency':'USD'} | INVALID_MESSAGE | amount",
                "/collectives/any/deposits | {'deposit_id':'d','currency':'USD','amount':true} | INVALID_QUANTITY | amount",
                "/collectives/any/withdrawals | {'deposit_id':'d','currency':'USD','amount':1} | INVALID_MESSAGE | withdrawal_id",
                "/collectives/any/keys | {'public_keys':'KEY'} | INVALID_MESSAGE | public_keys",
            })
    void what_is_malformed_is_400_and_names_its_field(String path, String body, String code, String field)
            throws Exception {
        HttpResponse<String> response = post(path, body.replace("KEY", KEY));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("{\"error\":{\"code\":\"" + code + "\"", "\"details\":{\"field\":\"" + field + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{ | INVALID_JSON",
                "{'collective_id':'a','collective_id':'a'} | INVALID_JSON",
                "[] | INVALID_MESSAGE",
                "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]] | INVALID_JSON",
            })
    void what_is_no_object_of_json_is_400(String body, String code) throws Exception {
        HttpResponse<String> response = post("/collectives", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(code);
    }

    @Test
    void an_empty_body_and_bad_utf8_are_invalid_json() throws Exception {
        assertThat(post("/collectives", "").body()).contains("INVALID_JSON");
        HttpResponse<String> response = gateway.send(HttpRequest.newBuilder(gateway.uri("/api/v1/admin/collectives"))
                .header("Authorization", "Bearer " + Gateway.ADMIN_TOKEN)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', (byte) 0xc3, '}'})));
        assertThat(response.body()).contains("INVALID_JSON");
    }

    @Test
    void a_body_over_the_limit_is_413_however_it_is_sent() throws Exception {
        String large = "{\"collective_id\":\"" + "x".repeat(70_000) + "\"}";
        HttpResponse<String> response = post("/collectives", large);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("MESSAGE_TOO_LARGE");
        byte[] larger = new byte[200_000];
        HttpResponse<String> chunked = gateway.send(HttpRequest.newBuilder(gateway.uri("/api/v1/admin/collectives"))
                .header("Authorization", "Bearer " + Gateway.ADMIN_TOKEN)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(larger))));
        assertThat(chunked.statusCode()).isEqualTo(413);
    }

    @Test
    void without_the_token_nothing_is_told_not_even_what_there_is() throws Exception {
        for (String token :
                List.of("", "Bearer ", "Bearer wrong", "Basic " + Gateway.ADMIN_TOKEN, Gateway.ADMIN_TOKEN)) {
            HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri("/api/v1/admin/collectives"));
            HttpResponse<String> response =
                    gateway.send(token.isEmpty() ? request : request.header("Authorization", token));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).contains("UNAUTHENTICATED");
            assertThat(response.headers().firstValue("www-authenticate")).hasValue("Bearer");
        }
        assertThat(gateway.get("/api/v1/admin/no-such-thing").statusCode()).isEqualTo(401);
    }

    @Test
    void an_unknown_collective_is_404() throws Exception {
        String deposit = "{'deposit_id':'d','currency':'USD','amount':1}";
        assertThat(post("/collectives/unknown/deposits", deposit).statusCode()).isEqualTo(404);
        assertThat(post("/collectives/UNKNOWN/deposits", deposit).body()).contains("NOT_FOUND");
    }

    @Test
    void a_collective_that_does_not_answer_is_503() throws Exception {
        HttpResponse<String> response =
                post("/collectives/mute/deposits", "{'deposit_id':'d','currency':'USD','amount':1}");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("OVERLOADED", "\"retry_after_ms\":1000");
    }

    @Test
    void a_wrong_method_is_405_and_an_unknown_path_404() throws Exception {
        HttpResponse<String> method = gateway.admin("PUT", "/collectives", "{}");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("POST", "GET"));
        assertThat(method.body()).contains("INVALID_MESSAGE");
        assertThat(gateway.admin("GET", "/collectives/first/deposits", "").statusCode())
                .isEqualTo(405);
        assertThat(gateway.admin("GET", "/nothing", "").statusCode()).isEqualTo(404);
    }
}
