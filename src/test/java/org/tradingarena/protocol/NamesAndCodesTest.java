package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.Reason;

class NamesAndCodesTest {
    @ParameterizedTest
    @CsvSource({
        "1000, false", "1001, true", "1002, false", "1003, false", "1005, true", "1006, true", "1007, false",
        "1008, false", "1009, false", "1011, true", "1012, true", "4008, true", "4010, true", "4029, true",
        "4090, true", "4123, true", "4501, false", "4503, false", "4504, false", "4999, false"
    })
    void a_close_number_says_whether_to_come_back(int number, boolean mayReconnect) {
        assertThat(CloseCode.mayReconnect(number)).isEqualTo(mayReconnect);
        CloseCode.find(number).ifPresent(code -> assertThat(code.mayReconnect()).isEqualTo(mayReconnect));
    }

    @Test
    void close_numbers_are_unique_and_their_reasons_fit_a_close_frame() {
        assertThat(Stream.of(CloseCode.values()).map(CloseCode::number)).doesNotHaveDuplicates();
        assertThat(CloseCode.values()).allMatch(code -> code.reason().length() <= 123);
    }

    @Test
    void every_reason_that_refuses_an_order_is_an_error_code() {
        assertThat(Stream.of(
                        Reason.INSUFFICIENT_FUNDS,
                        Reason.POST_ONLY_WOULD_CROSS,
                        Reason.FOK_NOT_FILLABLE,
                        Reason.NO_LIQUIDITY,
                        Reason.MARKET_CLOSED,
                        Reason.ORDER_CLOSED,
                        Reason.ORDER_NOT_FOUND,
                        Reason.INVALID_PRICE,
                        Reason.INVALID_QUANTITY,
                        Reason.OVERLOADED,
                        Reason.SELF_TRADE))
                .allMatch(reason -> ErrorCode.find(reason.name()).isPresent());
        assertThat(ErrorCode.find("NEW_CODE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_JSON, 400",
        "INVALID_PRICE, 400",
        "UNAUTHENTICATED, 401",
        "AUTH_FAILED, 401",
        "FORBIDDEN, 403",
        "ORDER_NOT_FOUND, 404",
        "DUPLICATE_ORDER_ID, 409",
        "ORDER_CLOSED, 409",
        "CONFLICT, 409",
        "MESSAGE_TOO_LARGE, 413",
        "INSUFFICIENT_FUNDS, 422",
        "RATE_LIMITED, 429",
        "OVERLOADED, 503"
    })
    void a_code_has_its_http_status(ErrorCode code, int status) {
        assertThat(code.httpStatus()).isEqualTo(status);
    }

    @Test
    void the_codes_are_those_of_the_protocol() {
        assertThat(Arrays.stream(ErrorCode.values()).map(Enum::name))
                .containsExactlyInAnyOrder(
                        ("INVALID_JSON INVALID_MESSAGE UNKNOWN_TYPE INVALID_INCLUDE INVALID_RESUME UNAUTHENTICATED"
                                        + " AUTH_FAILED TOKEN_EXPIRED FORBIDDEN NOT_FOUND RATE_LIMITED CONNECTION_LIMIT"
                                        + " MESSAGE_TOO_LARGE INVALID_SYMBOL INVALID_PRICE INVALID_QUANTITY"
                                        + " INSUFFICIENT_FUNDS ORDER_NOT_FOUND ORDER_CLOSED DUPLICATE_ORDER_ID SELF_TRADE"
                                        + " POST_ONLY_WOULD_CROSS FOK_NOT_FILLABLE MARKET_CLOSED NO_LIQUIDITY"
                                        + " REPLAY_IN_PROGRESS OUTCOME_UNKNOWN CONFLICT OVERLOADED INTERNAL")
                                .split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a-b_c", "alpha-1"})
    void a_name_begins_with_a_letter_or_digit(String name) {
        assertThat(Ids.isCollective(name)).isTrue();
        assertThat(Ids.isClient(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "_a", "A", "a.b", "a b", "a\n", "é", "a/b"})
    void anything_else_is_no_name(String name) {
        assertThat(Ids.isCollective(name)).isFalse();
        assertThat(Ids.isClient(name)).isFalse();
    }

    @Test
    void names_have_at_most_64_characters() {
        assertThat(Ids.isClient("a".repeat(64))).isTrue();
        assertThat(Ids.isClient("a".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders:alpha", "portfolio:a-1", "market", "market:BTC/USD", "leaderboard"})
    void a_room_comes_back_from_its_name(String name) {
        assertThat(Room.parse(name).map(Room::wire)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders",
                "orders:",
                "orders:A",
                "portfolio:",
                "market:",
                "market:btc/usd",
                "Market",
                "market ",
                "leaderboard:x",
                "news",
                "market:BTC/USD\n"
            })
    void other_names_are_no_rooms(String name) {
        assertThat(Room.parse(name)).isEmpty();
    }

    @Test
    void the_filter_open_means_every_working_order() {
        assertThat(OrderFilter.OPEN.statuses()).allMatch(OrderStatus::isWorking).hasSize(3);
        assertThat(OrderFilter.CLOSED.statuses())
                .noneMatch(OrderStatus::isWorking)
                .hasSize(3);
        assertThat(OrderFilter.ALL.statuses()).containsExactly(OrderStatus.values());
        assertThat(OrderFilter.FILLED.statuses()).containsExactly(OrderStatus.FILLED);
    }

    @Test
    void errors_carry_what_a_program_needs() {
        assertThat(ArenaError.field(ErrorCode.INVALID_PRICE, "data.price", "no").field())
                .contains("data.price");
        assertThat(ArenaError.retryAfter(ErrorCode.RATE_LIMITED, "slow down", 250)
                        .retryAfterMillis())
                .hasValue(250);
        assertThat(ArenaError.of(ErrorCode.INTERNAL, "oops").details()).isEmpty();
        assertThat(ArenaError.of(ErrorCode.INTERNAL, "oops").retryAfterMillis()).isEmpty();
    }
}
