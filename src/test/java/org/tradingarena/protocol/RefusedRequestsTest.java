package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tradingarena.protocol.ErrorCode.INVALID_INCLUDE;
import static org.tradingarena.protocol.ErrorCode.INVALID_JSON;
import static org.tradingarena.protocol.ErrorCode.INVALID_MESSAGE;
import static org.tradingarena.protocol.ErrorCode.INVALID_PRICE;
import static org.tradingarena.protocol.ErrorCode.INVALID_QUANTITY;
import static org.tradingarena.protocol.ErrorCode.INVALID_SYMBOL;
import static org.tradingarena.protocol.ErrorCode.UNKNOWN_TYPE;
import static org.tradingarena.protocol.Messages.auth;
import static org.tradingarena.protocol.Messages.market;
import static org.tradingarena.protocol.Messages.message;
import static org.tradingarena.protocol.Messages.place;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what the parser refuses, with the code and the field that it must name. */
class RefusedRequestsTest {
    private static final String ID = "r1";

    record Refused(
            String text,
            ErrorCode code,
            @Nullable String field,
            @Nullable String id) {}

    @ParameterizedTest
    @MethodSource({"noJson", "envelopes", "signIns", "orders", "amounts", "amendments", "states", "rest"})
    void a_malformed_request_is_refused_with_its_code_its_field_and_its_id(Refused refused) {
        ProtocolException thrown =
                catchThrowableOfType(ProtocolException.class, () -> RequestParser.parse(refused.text()));

        assertThat(thrown).as(refused.text()).isNotNull();
        assertThat(thrown.error().code()).isEqualTo(refused.code());
        assertThat(thrown.error().field().orElse(null)).isEqualTo(refused.field());
        assertThat(thrown.id()).isEqualTo(refused.id());
        assertThat(thrown.error().message()).isNotBlank();
    }

    static Stream<Refused> noJson() {
        return Stream.of(
                        "",
                        " ",
                        "\n",
                        "{",
                        "}",
                        "{]",
                        "[1,2",
                        "{\"type\"}",
                        "{\"type\":}",
                        "{\"type\":\"ack\",}",
                        "{\"type\":\"ack\"}}",
                        "{\"type\":\"ack\"} x",
                        "{\"type\":\"ack\"}{\"type\":\"ack\"}",
                        "{\"type\":\"ack\"},",
                        "{'type':'ack'}",
                        "{type:\"ack\"}",
                        "{\"type\":\"ack\" /* comment */}",
                        "{\"type\":\"ack\"} // comment",
                        "{\"type\":\"ack\",\"type\":\"ack\"}",
                        "{\"type\":\"ack\",\"data\":{\"seq\":1,\"seq\":1}}",
                        "{\"type\":\"ack\",\"data\":{\"a\":[{\"b\":1,\"\\u0062\":2}]}}",
                        "\uFEFF{\"type\":\"heartbeat\"}",
                        " \uFEFF{\"type\":\"heartbeat\"}",
                        "{\"type\":\"heartbeat\"}\uFEFF",
                        "{\"type\":\"heartbeat\"}\u0000",
                        "{\"type\":\"heart\nbeat\"}",
                        "{\"type\":\"heart\tbeat\"}",
                        "{\"type\":\"\\x41\"}",
                        "{\"type\":\"\\u12\"}",
                        "{\"type\":\"\\ud800\"}",
                        "{\"type\":\"\\udc00\\ud800\"}",
                        "{\"type\":\"\ud800\"}",
                        "{\"\\udfff\":1}",
                        "{\"\ud800\":1}",
                        "{\"n\":01}",
                        "{\"n\":+1}",
                        "{\"n\":.5}",
                        "{\"n\":1.}",
                        "{\"n\":1e}",
                        "{\"n\":-}",
                        "{\"n\":0x10}",
                        "{\"n\":1_000}",
                        "{\"n\":NaN}",
                        "{\"n\":Infinity}",
                        "{\"n\":-Infinity}",
                        "{\"n\":True}",
                        "{\"n\":nul}",
                        "{\"n\":undefined}",
                        "{\"n\":123456789012345678901234567890123}",
                        "{\"n\":0.1234567890123456789012345678901}",
                        "{\"n\":-12345678901234567890123456789012}",
                        "{\"n\":1" + "0".repeat(1_000_000) + "}",
                        "[".repeat(17) + "]".repeat(17),
                        "[".repeat(100_000),
                        "[".repeat(100_000) + "]".repeat(100_000),
                        "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000),
                        "{\"a\":".repeat(17) + "1" + "}".repeat(17),
                        "{\"type\":\"ack\",\"data\":" + "[".repeat(16) + "]".repeat(16) + "}",
                        "{\"type\":\"ack\",\"more\":[" + "1,".repeat(100_000) + "1]}")
                .map(text -> new Refused(text, INVALID_JSON, null, null));
    }

    static Stream<Refused> envelopes() {
        return Stream.of(
                new Refused("[]", INVALID_MESSAGE, null, null),
                new Refused("1", INVALID_MESSAGE, null, null),
                new Refused("\"heartbeat\"", INVALID_MESSAGE, null, null),
                new Refused("null", INVALID_MESSAGE, null, null),
                new Refused("true", INVALID_MESSAGE, null, null),
                new Refused("{}", INVALID_MESSAGE, "type", null),
                new Refused("{\"id\":\"r1\"}", INVALID_MESSAGE, "type", ID),
                new Refused("{\"id\":\"r1\",\"type\":null}", INVALID_MESSAGE, "type", ID),
                new Refused("{\"id\":\"r1\",\"type\":7}", INVALID_MESSAGE, "type", ID),
                new Refused("{\"id\":\"r1\",\"type\":[\"ack\"]}", INVALID_MESSAGE, "type", ID),
                new Refused("{\"id\":\"r1\",\"type\":\"\"}", UNKNOWN_TYPE, "type", ID),
                new Refused("{\"id\":\"r1\",\"type\":\"Heartbeat\"}", UNKNOWN_TYPE, "type", ID),
                new Refused("{\"id\":\"r1\",\"type\":\"place-order\"}", UNKNOWN_TYPE, "type", ID),
                new Refused("{\"id\":\"r1\",\"type\":\"" + "é😀".repeat(20_000) + "\"}", UNKNOWN_TYPE, "type", ID),
                new Refused("{\"id\":null,\"type\":\"nothing\"}", UNKNOWN_TYPE, "type", null),
                new Refused("{\"id\":7,\"type\":\"heartbeat\"}", INVALID_MESSAGE, "id", null),
                new Refused("{\"id\":true,\"type\":\"heartbeat\"}", INVALID_MESSAGE, "id", null),
                new Refused("{\"id\":[\"r1\"],\"type\":\"heartbeat\"}", INVALID_MESSAGE, "id", null),
                new Refused("{\"id\":{},\"type\":\"heartbeat\"}", INVALID_MESSAGE, "id", null),
                new Refused("{\"id\":\"" + "x".repeat(257) + "\",\"type\":\"heartbeat\"}", INVALID_MESSAGE, "id", null),
                new Refused(message("heartbeat", "[]"), INVALID_MESSAGE, "data", ID),
                new Refused(message("heartbeat", "\"x\""), INVALID_MESSAGE, "data", ID),
                new Refused(message("get_portfolio", "0"), INVALID_MESSAGE, "data", ID));
    }

    static Stream<Refused> signIns() {
        String padded = '"' + Messages.KEY + "=\"";
        return Stream.of(
                row("{\"id\":\"r1\",\"type\":\"auth\"}", INVALID_MESSAGE, "data.client_id"),
                row(auth("client_id"), INVALID_MESSAGE, "data.client_id"),
                row(auth("client_id=null"), INVALID_MESSAGE, "data.client_id"),
                row(auth("client_id=5"), INVALID_MESSAGE, "data.client_id"),
                row(auth("client_id=\"\""), INVALID_MESSAGE, "data.client_id"),
                row(auth("client_id=\"Laptop\""), INVALID_MESSAGE, "data.client_id"),
                row(auth("client_id=\"-a\""), INVALID_MESSAGE, "data.client_id"),
                row(auth("client_id=\"a b\""), INVALID_MESSAGE, "data.client_id"),
                row(auth("client_id=\"a\\n\""), INVALID_MESSAGE, "data.client_id"),
                row(auth("client_id=\"" + "a".repeat(65) + "\""), INVALID_MESSAGE, "data.client_id"),
                row(auth("client_type=\"android\""), INVALID_MESSAGE, "data.client_type"),
                row(auth("client_type=\"BOT\""), INVALID_MESSAGE, "data.client_type"),
                row(auth("client_type=1"), INVALID_MESSAGE, "data.client_type"),
                row(auth("role=\"admin\""), INVALID_MESSAGE, "data.role"),
                row(auth("public_key", "signature"), INVALID_MESSAGE, "data.public_key"),
                row(auth("public_key"), INVALID_MESSAGE, "data.public_key"),
                row(auth("signature"), INVALID_MESSAGE, "data.signature"),
                row(auth("public_key=" + padded), INVALID_MESSAGE, "data.public_key"),
                row(auth("public_key=\"a+/b\""), INVALID_MESSAGE, "data.public_key"),
                row(auth("public_key=\"abcde\""), INVALID_MESSAGE, "data.public_key"),
                row(auth("public_key=\"AB\""), INVALID_MESSAGE, "data.public_key"),
                row(auth("public_key=\"" + "A".repeat(2000) + "\""), INVALID_MESSAGE, "data.public_key"),
                row(auth("signature=\"AA==\""), INVALID_MESSAGE, "data.signature"),
                row(auth("signature=false"), INVALID_MESSAGE, "data.signature"),
                row(auth("resume_token=\"t\""), INVALID_MESSAGE, "data.resume_token"),
                row(auth("signature", "resume_token=\"t\""), INVALID_MESSAGE, "data.resume_token"),
                row(auth("public_key", "signature", "resume_token=\"\""), INVALID_MESSAGE, "data.resume_token"),
                row(auth("public_key", "signature", "resume_token=1"), INVALID_MESSAGE, "data.resume_token"),
                row(auth("compression=\"brotli\""), INVALID_MESSAGE, "data.compression"),
                row(auth("compression=true"), INVALID_MESSAGE, "data.compression"),
                row(auth("subscriptions=\"market\""), INVALID_MESSAGE, "data.subscriptions"),
                row(auth("subscriptions=[1]"), INVALID_MESSAGE, "data.subscriptions.0"),
                row(auth("subscriptions=[\"market\",\"news\"]"), INVALID_MESSAGE, "data.subscriptions.1"),
                row(auth("subscriptions=[\"orders:\"]"), INVALID_MESSAGE, "data.subscriptions.0"),
                row(auth("subscriptions=[\"orders:A B\"]"), INVALID_MESSAGE, "data.subscriptions.0"),
                row(auth("subscriptions=[\"market:btc\"]"), INVALID_SYMBOL, "data.subscriptions.0"),
                row(auth("subscriptions=" + rooms(257)), INVALID_MESSAGE, "data.subscriptions"));
    }

    static Stream<Refused> orders() {
        return Stream.of(
                row("{\"id\":\"r1\",\"type\":\"place_order\"}", INVALID_MESSAGE, "data.client_order_id"),
                row(place("client_order_id"), INVALID_MESSAGE, "data.client_order_id"),
                row(place("client_order_id=null"), INVALID_MESSAGE, "data.client_order_id"),
                row(place("client_order_id=\"\""), INVALID_MESSAGE, "data.client_order_id"),
                row(place("client_order_id=12"), INVALID_MESSAGE, "data.client_order_id"),
                row(place("client_order_id=\"é\""), INVALID_MESSAGE, "data.client_order_id"),
                row(place("client_order_id=\"a\\u007f\""), INVALID_MESSAGE, "data.client_order_id"),
                row(place("client_order_id=\"a\\n\""), INVALID_MESSAGE, "data.client_order_id"),
                row(place("client_order_id=\"" + "a".repeat(65) + "\""), INVALID_MESSAGE, "data.client_order_id"),
                row(place("symbol"), INVALID_MESSAGE, "data.symbol"),
                row(place("symbol=5"), INVALID_MESSAGE, "data.symbol"),
                row(place("symbol=\"\""), INVALID_SYMBOL, "data.symbol"),
                row(place("symbol=\"btc/usd\""), INVALID_SYMBOL, "data.symbol"),
                row(place("symbol=\"BTC-USD\""), INVALID_SYMBOL, "data.symbol"),
                row(place("symbol=\"BTC/USD \""), INVALID_SYMBOL, "data.symbol"),
                row(place("side"), INVALID_MESSAGE, "data.side"),
                row(place("side=\"BUY\""), INVALID_MESSAGE, "data.side"),
                row(place("side=\"hold\""), INVALID_MESSAGE, "data.side"),
                row(place("side=true"), INVALID_MESSAGE, "data.side"),
                row(place("order_type"), INVALID_MESSAGE, "data.order_type"),
                row(place("order_type=\"stop\""), INVALID_MESSAGE, "data.order_type"),
                row(place("order_type={}"), INVALID_MESSAGE, "data.order_type"),
                row(place("time_in_force=\"day\""), INVALID_MESSAGE, "data.time_in_force"),
                row(place("time_in_force=1"), INVALID_MESSAGE, "data.time_in_force"),
                row(place("post_only=\"true\""), INVALID_MESSAGE, "data.post_only"),
                row(place("post_only=1"), INVALID_MESSAGE, "data.post_only"),
                row(place("post_only=true", "time_in_force=\"ioc\""), INVALID_MESSAGE, "data.post_only"),
                row(place("post_only=true", "time_in_force=\"fok\""), INVALID_MESSAGE, "data.post_only"),
                row(market("price=50000"), INVALID_MESSAGE, "data.price"),
                row(market("price=\"x\""), INVALID_MESSAGE, "data.price"),
                row(market("time_in_force=\"gtc\""), INVALID_MESSAGE, "data.time_in_force"),
                row(market("post_only=true"), INVALID_MESSAGE, "data.post_only"),
                row(market("quantity"), INVALID_MESSAGE, "data.quantity"),
                row(place("quantity"), INVALID_MESSAGE, "data.quantity"),
                row(place("price"), INVALID_PRICE, "data.price"),
                row(message("cancel_order", "{}"), INVALID_MESSAGE, "data.order_id"),
                row(message("cancel_order", "{\"order_id\":null}"), INVALID_MESSAGE, "data.order_id"),
                row(message("cancel_order", "{\"order_id\":\"\"}"), INVALID_MESSAGE, "data.order_id"),
                row(message("cancel_order", "{\"order_id\":7}"), INVALID_MESSAGE, "data.order_id"),
                row(
                        message("cancel_order", "{\"order_id\":\"o\",\"client_order_id\":\"c\"}"),
                        INVALID_MESSAGE,
                        "data.client_order_id"),
                row(message("cancel_order", "{\"client_order_id\":\"ü\"}"), INVALID_MESSAGE, "data.client_order_id"),
                row(message("cancel_all_orders", "{\"symbol\":\"BTC\"}"), INVALID_SYMBOL, "data.symbol"));
    }

    static Stream<Refused> amounts() {
        return Stream.of(
                        "0",
                        "0.0",
                        "-0",
                        "-0.0",
                        "-1",
                        "1e2",
                        "1E2",
                        "1e-2",
                        "1.5e0",
                        "null",
                        "true",
                        "false",
                        "{}",
                        "[]",
                        "[1]",
                        "\"\"",
                        "\" \"",
                        "\" 1\"",
                        "\"1 \"",
                        "\"+1\"",
                        "\"-1\"",
                        "\"-0\"",
                        "\"0\"",
                        "\"0.000\"",
                        "\"007\"",
                        "\"00.1\"",
                        "\".5\"",
                        "\"1.\"",
                        "\"1e2\"",
                        "\"1E2\"",
                        "\"NaN\"",
                        "\"Infinity\"",
                        "\"0x10\"",
                        "\"1,5\"",
                        "\"1_0\"",
                        "\"1.2.3\"",
                        "\"١\"",
                        "\"１\"",
                        "\"1\\n\"",
                        "\"1\\u0000\"",
                        "\"" + "9".repeat(33) + "\"")
                .flatMap(amount -> Stream.of(
                        row(place("price=" + amount), INVALID_PRICE, "data.price"),
                        row(place("quantity=" + amount), INVALID_QUANTITY, "data.quantity")));
    }

    static Stream<Refused> amendments() {
        return Stream.of(
                row(message("amend_order", "{}"), INVALID_MESSAGE, "data.order_id"),
                row(message("amend_order", "{\"price\":1}"), INVALID_MESSAGE, "data.order_id"),
                row(message("amend_order", "{\"order_id\":\"o\"}"), INVALID_MESSAGE, "data.price"),
                row(message("amend_order", "{\"order_id\":\"o\",\"price\":null}"), INVALID_PRICE, "data.price"),
                row(message("amend_order", "{\"order_id\":\"o\",\"price\":1e1}"), INVALID_PRICE, "data.price"),
                row(message("amend_order", "{\"order_id\":\"o\",\"quantity\":0}"), INVALID_QUANTITY, "data.quantity"),
                row(
                        message("amend_order", "{\"order_id\":\"o\",\"price\":1,\"quantity\":\"x\"}"),
                        INVALID_QUANTITY,
                        "data.quantity"),
                row(
                        message("amend_order", "{\"order_id\":\"o\",\"client_order_id\":\"c\",\"price\":1}"),
                        INVALID_MESSAGE,
                        "data.client_order_id"));
    }

    static Stream<Refused> states() {
        return Stream.of(
                row(message("get_initial_state", "{\"include\":null}"), INVALID_MESSAGE, "data.include"),
                row(message("get_initial_state", "{\"include\":\"orders\"}"), INVALID_MESSAGE, "data.include"),
                row(message("get_initial_state", "{\"include\":{}}"), INVALID_MESSAGE, "data.include"),
                row(message("get_initial_state", "{\"include\":[1]}"), INVALID_MESSAGE, "data.include.0"),
                row(message("get_initial_state", "{\"include\":[\"x\",null]}"), INVALID_MESSAGE, "data.include.1"),
                row(message("get_initial_state", "{\"include\":[\"x\"]}"), INVALID_INCLUDE, "data.include"),
                row(
                        message("get_initial_state", "{\"include\":[\"orders\",\"Orders\"]}"),
                        INVALID_INCLUDE,
                        "data.include"),
                row(message("get_initial_state", "{\"include\":[\"\"]}"), INVALID_INCLUDE, "data.include"),
                row(message("get_initial_state", "{\"base\":5}"), INVALID_MESSAGE, "data.base"),
                row(message("get_initial_state", "{\"base\":{}}"), INVALID_MESSAGE, "data.base.seq"),
                row(message("get_initial_state", "{\"base\":{\"seq\":1}}"), INVALID_MESSAGE, "data.base.state_hash"),
                row(
                        message("get_initial_state", "{\"base\":{\"seq\":1.0,\"state_hash\":\"a\"}}"),
                        INVALID_MESSAGE,
                        "data.base.seq"),
                row(message("get_orders", "{\"status\":\"working\"}"), INVALID_MESSAGE, "data.status"),
                row(message("get_orders", "{\"limit\":0}"), INVALID_MESSAGE, "data.limit"),
                row(message("get_orders", "{\"limit\":501}"), INVALID_MESSAGE, "data.limit"),
                row(message("get_orders", "{\"limit\":\"5\"}"), INVALID_MESSAGE, "data.limit"),
                row(message("get_orders", "{\"cursor\":5}"), INVALID_MESSAGE, "data.cursor"),
                row(message("get_orders", "{\"symbol\":\"x\"}"), INVALID_SYMBOL, "data.symbol"));
    }

    static Stream<Refused> rest() {
        return Stream.of(
                row(message("heartbeat", "{\"ack_seq\":-1}"), INVALID_MESSAGE, "data.ack_seq"),
                row(message("heartbeat", "{\"ack_seq\":\"1\"}"), INVALID_MESSAGE, "data.ack_seq"),
                row(message("ack", "{}"), INVALID_MESSAGE, "data.seq"),
                row(message("ack", "{\"seq\":null}"), INVALID_MESSAGE, "data.seq"),
                row(message("ack", "{\"seq\":1.0}"), INVALID_MESSAGE, "data.seq"),
                row(message("ack", "{\"seq\":1e3}"), INVALID_MESSAGE, "data.seq"),
                row(message("ack", "{\"seq\":-0}"), INVALID_MESSAGE, "data.seq"),
                row(message("ack", "{\"seq\":9007199254740992}"), INVALID_MESSAGE, "data.seq"),
                row(message("ack", "{\"seq\":99999999999999999999}"), INVALID_MESSAGE, "data.seq"),
                row(message("replay", "{}"), INVALID_MESSAGE, "data.after_seq"),
                row(message("replay", "{\"after_seq\":0,\"limit\":0}"), INVALID_MESSAGE, "data.limit"),
                row(message("replay", "{\"after_seq\":0,\"limit\":501}"), INVALID_MESSAGE, "data.limit"),
                row(message("set_cancel_on_disconnect", "{}"), INVALID_MESSAGE, "data.enabled"),
                row(message("set_cancel_on_disconnect", "{\"enabled\":1}"), INVALID_MESSAGE, "data.enabled"),
                row(
                        message("set_cancel_on_disconnect", "{\"enabled\":true,\"grace_ms\":-5}"),
                        INVALID_MESSAGE,
                        "data.grace_ms"),
                row(message("cancel_all_after", "{}"), INVALID_MESSAGE, "data.timeout_ms"),
                row(message("cancel_all_after", "{\"timeout_ms\":86400001}"), INVALID_MESSAGE, "data.timeout_ms"),
                row(message("subscribe", "{}"), INVALID_MESSAGE, "data.rooms"),
                row(message("subscribe", "{\"rooms\":null}"), INVALID_MESSAGE, "data.rooms"),
                row(message("subscribe", "{\"rooms\":[null]}"), INVALID_MESSAGE, "data.rooms.0"),
                row(message("subscribe", "{\"rooms\":[\"Market\"]}"), INVALID_MESSAGE, "data.rooms.0"),
                row(message("unsubscribe", "{\"rooms\":" + rooms(300) + "}"), INVALID_MESSAGE, "data.rooms"),
                row(message("set_preferences", "{\"delivery\":\"lazy\"}"), INVALID_MESSAGE, "data.delivery"),
                row(message("set_preferences", "{\"priority\":1}"), INVALID_MESSAGE, "data.priority"),
                row(
                        message("set_preferences", "{\"max_events_per_second\":0}"),
                        INVALID_MESSAGE,
                        "data.max_events_per_second"),
                row(
                        message("set_preferences", "{\"max_events_per_second\":2.5}"),
                        INVALID_MESSAGE,
                        "data.max_events_per_second"),
                row(message("get_order_book", "{}"), INVALID_MESSAGE, "data.symbol"),
                row(message("get_order_book", "{\"symbol\":\"BTC/USD\",\"depth\":0}"), INVALID_MESSAGE, "data.depth"),
                row(message("get_trades", "{\"symbol\":\"BTC_USD\"}"), INVALID_SYMBOL, "data.symbol"),
                row(
                        message("get_candles", "{\"symbol\":\"BTC/USD\",\"interval\":\"2m\"}"),
                        INVALID_MESSAGE,
                        "data.interval"),
                row(message("get_candles", "{\"interval\":60}"), INVALID_MESSAGE, "data.interval"));
    }

    private static Refused row(String text, ErrorCode code, String field) {
        return new Refused(text, code, field, ID);
    }

    private static String rooms(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "\"orders:c" + number + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
