package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.protocol.Samples.LATER;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;

class ServerMessageParserTest {
    private static final JsonBody DATA = json -> json.integer("n", 7);
    private static final JsonObject READ = new JsonObject(Map.of("n", new JsonNumber("7")));

    @Test
    void a_response_comes_back() {
        assertThat(ServerMessageParser.parse(Wire.response("é", "acked", DATA, LATER)))
                .isEqualTo(new ServerMessage.Response("é", "acked", READ, LATER));
        assertThat(ServerMessageParser.parse(Wire.unsolicited("server_shutdown", DATA, LATER)))
                .isEqualTo(new ServerMessage.Response(null, "server_shutdown", READ, LATER));
    }

    @Test
    void an_error_comes_back_with_its_details() {
        ArenaError field = ArenaError.field(ErrorCode.INVALID_PRICE, "data.price", "no");
        ArenaError wait = ArenaError.retryAfter(ErrorCode.RATE_LIMITED, "slow", 250);

        assertThat(ServerMessageParser.parse(Wire.error("r", field, LATER)))
                .isEqualTo(new ServerMessage.Failure("r", field, LATER));
        assertThat(ServerMessageParser.parse(Wire.error(null, wait, LATER)))
                .isEqualTo(new ServerMessage.Failure(null, wait, LATER));
    }

    @Test
    void a_code_of_a_newer_server_is_an_internal_error_that_names_it() {
        String text =
                "{\"id\":\"r\",\"type\":\"error\",\"success\":false,\"error\":{\"code\":\"NEW\",\"message\":\"x\"},"
                        + "\"timestamp\":\"2025-01-31T09:31:00.000Z\"}";

        assertThat(ServerMessageParser.parse(text))
                .isEqualTo(new ServerMessage.Failure("r", ArenaError.of(ErrorCode.INTERNAL, "NEW: x"), LATER));
    }

    @Test
    void an_event_is_told_from_a_response_of_the_same_type_by_its_event_id() {
        assertThat(ServerMessageParser.parse(EventWriter.event("order_accepted", "e:5", 5, 0, "e", LATER, DATA)))
                .isEqualTo(new ServerMessage.Event("order_accepted", "e:5", 5, 0, "e", READ, LATER));
        assertThat(ServerMessageParser.parse(Wire.response("r", "order_accepted", DATA, LATER)))
                .isInstanceOf(ServerMessage.Response.class);
    }

    @Test
    void market_data_and_notices_come_back() {
        assertThat(ServerMessageParser.parse(MarketWriter.message("ticker", "BTC/USD", "m", 5, 4, null, DATA, LATER)))
                .isEqualTo(new ServerMessage.MarketData("ticker", "BTC/USD", "m", 5, 4, false, READ, LATER));
        assertThat(ServerMessageParser.parse(MarketWriter.message("ticker", "BTC/USD", "m", 5, 2, true, DATA, LATER)))
                .isEqualTo(new ServerMessage.MarketData("ticker", "BTC/USD", "m", 5, 2, true, READ, LATER));
        assertThat(ServerMessageParser.parse(MarketWriter.unnumbered("leaderboard", DATA, LATER)))
                .isEqualTo(new ServerMessage.Notice("leaderboard", READ, LATER));
    }

    @Test
    void a_batch_comes_back_as_its_messages() {
        List<String> frames = List.of(
                EventWriter.event("order_open", "e:1", 1, 0, "e", LATER, DATA),
                MarketWriter.message("trade", "BTC/USD", "m", 5, 4, null, DATA, LATER),
                MarketWriter.unnumbered("leaderboard", DATA, LATER));

        assertThat(ServerMessageParser.parse(Wire.events(frames)))
                .isEqualTo(new ServerMessage.Batch(
                        frames.stream().map(ServerMessageParser::parse).toList()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"type\":\"x\"}",
                "{\"type\":\"x\",\"success\":true,\"data\":{},\"timestamp\":\"yesterday\"}",
                "{\"type\":\"x\",\"success\":\"yes\",\"data\":{},\"timestamp\":\"2025-01-31T09:31:00.000Z\"}",
                "{\"type\":\"error\",\"success\":false,\"timestamp\":\"2025-01-31T09:31:00.000Z\"}",
                "{\"type\":\"x\",\"event_id\":\"e\",\"seq\":1,\"epoch\":\"e\",\"timestamp\":\"2025-01-31T09:31:00.000Z\"}",
                "{\"type\":\"x\",\"event_id\":\"e\",\"seq\":1.5,\"prev_seq\":0,\"epoch\":\"e\"}",
                "{\"type\":\"events\",\"data\":{}}",
                "{\"type\":\"events\",\"data\":{\"events\":[1]}}",
                "{\"type\":\"events\",\"data\":{\"events\":[{\"type\":\"events\",\"data\":{\"events\":[]}}]}}",
            })
    void what_is_no_message_is_refused(String text) {
        assertThatThrownBy(() -> ServerMessageParser.parse(text)).isInstanceOf(ProtocolException.class);
    }
}
