package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.protocol.Messages.auth;
import static org.tradingarena.protocol.Messages.market;
import static org.tradingarena.protocol.Messages.message;
import static org.tradingarena.protocol.Messages.place;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

class RequestParserTest {
    private static Request request(String text) {
        return RequestParser.parse(text).request();
    }

    @Test
    void a_limit_order_is_gtc_and_may_take_unless_it_says_otherwise() {
        assertThat(request(place()))
                .isEqualTo(new Request.PlaceOrder(
                        "c-1",
                        "BTC/USD",
                        Side.BUY,
                        OrderType.LIMIT,
                        new Amount("0.5"),
                        new Amount("50000"),
                        TimeInForce.GTC,
                        false));
    }

    @Test
    void a_market_order_is_ioc_and_a_null_price_is_no_price() {
        Request.PlaceOrder order = (Request.PlaceOrder) request(market("price=null"));

        assertThat(order.timeInForce()).isEqualTo(TimeInForce.IOC);
        assertThat(order.price()).isNull();
        assertThat(((Request.PlaceOrder) request(market("time_in_force=\"fok\""))).timeInForce())
                .isEqualTo(TimeInForce.FOK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "1.0", "1.000", "\"1\"", "\"1.00\"", "100", "0.00000001", "12345678901234567890123456789012"
            })
    void plain_positive_decimals_are_amounts_whatever_their_zeros(String amount) {
        Request.PlaceOrder order = (Request.PlaceOrder) request(place("quantity=" + amount, "price=" + amount));

        assertThat(order.quantity().text()).isEqualTo(amount.replace("\"", ""));
        assertThat(order.price()).isEqualTo(order.quantity());
    }

    @Test
    void a_client_order_id_may_be_any_printable_ascii_up_to_64_characters() {
        String id = "!\\\" #~" + "x".repeat(58);

        assertThat(((Request.PlaceOrder) request(place("client_order_id=\"" + id + '"'))).clientOrderId())
                .hasSize(63);
    }

    @Test
    void unknown_members_are_ignored_at_every_level() {
        assertThat(RequestParser.parse(
                        "{\"type\":\"ack\",\"v\":2,\"data\":{\"seq\":5,\"x\":{\"y\":[1]}},\"trace\":null}"))
                .isEqualTo(new RequestEnvelope(null, new Request.Ack(5)));
    }

    @Test
    void data_may_be_absent_or_null_where_nothing_is_required() {
        assertThat(request("{\"type\":\"heartbeat\"}")).isEqualTo(new Request.Heartbeat(OptionalLong.empty()));
        assertThat(request("{\"type\":\"get_portfolio\",\"data\":null}")).isEqualTo(new Request.GetPortfolio());
        assertThat(request("{\"type\":\"get_balances\"}")).isEqualTo(new Request.GetBalances());
        assertThat(request("{\"type\":\"get_instruments\"}")).isEqualTo(new Request.GetInstruments());
        assertThat(request("{\"type\":\"get_leaderboard\"}")).isEqualTo(new Request.GetLeaderboard());
        assertThat(request("{\"type\":\"cancel_all_orders\"}")).isEqualTo(new Request.CancelAllOrders(null));
        assertThat(request("{\"type\":\"get_orders\"}"))
                .isEqualTo(new Request.GetOrders(OrderFilter.OPEN, null, 100, null));
    }

    @Test
    void the_id_is_repeated_as_it_came_and_null_or_absent_is_none() {
        String long256 = "é😀".repeat(128);

        assertThat(RequestParser.parse("{\"id\":\"" + long256 + "\",\"type\":\"heartbeat\"}")
                        .id())
                .isEqualTo(long256);
        assertThat(RequestParser.parse("{\"id\":\"\",\"type\":\"heartbeat\"}").id())
                .isEmpty();
        assertThat(RequestParser.parse("{\"id\":null,\"type\":\"heartbeat\"}").id())
                .isNull();
        assertThat(RequestParser.parse("{\"type\":\"heartbeat\"}").id()).isNull();
    }

    @Test
    void the_id_is_found_behind_the_data_too() {
        assertThatThrownBy(() -> RequestParser.parse("{\"data\":{},\"type\":\"ack\",\"id\":\"late\"}"))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        refused -> assertThat(refused.id()).isEqualTo("late"));
    }

    @Test
    void no_include_and_an_empty_one_mean_everything() {
        Set<Include> all = EnumSet.allOf(Include.class);

        assertThat(request(message("get_initial_state", "{}"))).isEqualTo(new Request.GetInitialState(all, null));
        assertThat(request(message("get_initial_state", "{\"include\":[]}")))
                .isEqualTo(new Request.GetInitialState(all, null));
        assertThat(request(message("get_initial_state", "{\"include\":[\"orders\",\"commands\",\"orders\"]}")))
                .isEqualTo(new Request.GetInitialState(Set.of(Include.ORDERS, Include.COMMANDS), null));
    }

    @Test
    void an_unknown_include_has_the_message_that_the_protocol_fixes() {
        assertThatThrownBy(() -> request(message("get_initial_state", "{\"include\":[\"orders\",\"trades\"]}")))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        refused -> assertThat(refused.error().message()).isEqualTo("Unknown include value: 'trades'"));
    }

    @Test
    void a_base_state_is_read() {
        assertThat(request(message("get_initial_state", "{\"base\":{\"seq\":41,\"state_hash\":\"ab\"}}")))
                .isEqualTo(new Request.GetInitialState(EnumSet.allOf(Include.class), new Request.StateBase(41, "ab")));
    }

    @Test
    void a_sign_in_is_by_default_that_of_a_trading_bot() {
        assertThat(request(auth()))
                .isEqualTo(new Request.Auth(
                        "laptop-1",
                        ClientType.BOT,
                        Role.TRADER,
                        new Credentials.Signature(Messages.KEY, Messages.SIGNATURE),
                        new Resume.Absent(),
                        null,
                        false));
    }

    @Test
    void a_sign_in_by_token_names_type_role_rooms_and_compression() {
        assertThat(request(auth(
                        "public_key",
                        "signature=null",
                        "resume_token=\"t.1\"",
                        "client_type=\"ios\"",
                        "role=\"observer\"",
                        "compression=\"gzip\"",
                        "subscriptions=[\"market\",\"market:BTC/USD\",\"market\",\"leaderboard\"]")))
                .isEqualTo(new Request.Auth(
                        "laptop-1",
                        ClientType.IOS,
                        Role.OBSERVER,
                        new Credentials.ResumeToken("t.1"),
                        new Resume.Absent(),
                        List.of(new Room.Market(), new Room.MarketSymbol("BTC/USD"), new Room.Leaderboard()),
                        true));
    }

    @Test
    void a_key_of_the_wrong_length_is_well_formed_so_that_it_fails_as_a_sign_in() {
        Request.Auth auth = (Request.Auth) request(auth("public_key=\"AAAA\""));

        assertThat(((Credentials.Signature) auth.credentials()).publicKeyBytes())
                .hasSize(3);
    }

    @Test
    void limits_and_switches_have_their_defaults() {
        assertThat(request(message("replay", "{\"after_seq\":0}"))).isEqualTo(new Request.Replay(0, 500));
        assertThat(request(message("get_order_book", "{\"symbol\":\"BTC/USD\"}")))
                .isEqualTo(new Request.GetOrderBook("BTC/USD", 50));
        assertThat(request(message("get_trades", "{\"symbol\":\"BTC/USD\"}")))
                .isEqualTo(new Request.GetTrades("BTC/USD", 100));
        assertThat(request(message("get_candles", "{\"symbol\":\"BTC/USD\"}")))
                .isEqualTo(new Request.GetCandles("BTC/USD", CandleInterval.ONE_MINUTE, 100));
        assertThat(request(message("set_cancel_on_disconnect", "{\"enabled\":false}")))
                .isEqualTo(new Request.SetCancelOnDisconnect(false, OptionalLong.empty()));
        assertThat(request(message("set_preferences", "{}")))
                .isEqualTo(new Request.SetPreferences(null, null, OptionalInt.empty(), null));
    }

    @Test
    void the_greatest_seq_is_2_to_the_53_less_1() {
        assertThat(request(message("ack", "{\"seq\":9007199254740991}"))).isEqualTo(new Request.Ack(9007199254740991L));
    }

    @Test
    void an_http_body_is_the_bare_data_and_its_fields_are_named_so() {
        assertThat(RequestParser.body("cancel_order", "{\"order_id\":\"o-1\"}"))
                .isEqualTo(new Request.CancelOrder(Request.OrderReference.byId("o-1")));
        assertThatThrownBy(() -> RequestParser.body("place_order", "{}"))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        refused -> assertThat(refused.error().field()).contains("client_order_id"));
    }

    @Test
    void a_refusal_has_no_stack_trace_because_hostile_input_must_stay_cheap() {
        assertThatThrownBy(() -> RequestParser.parse("["))
                .satisfies(refused -> assertThat(refused.getStackTrace()).isEmpty());
    }

    @Test
    void preferences_change_only_what_is_named() {
        Preferences bot = Preferences.defaults(ClientType.BOT);

        assertThat(bot.with((Request.SetPreferences) request(message("set_preferences", "{\"priority\":\"low\"}"))))
                .isEqualTo(new Preferences(
                        Preferences.Delivery.IMMEDIATE, Preferences.Priority.LOW, 1000, Preferences.Compression.NONE));
        assertThat(Preferences.defaults(ClientType.IOS))
                .isEqualTo(new Preferences(
                        Preferences.Delivery.BATCHED, Preferences.Priority.MEDIUM, 5, Preferences.Compression.NONE));
        assertThat(Preferences.defaults(ClientType.WEB).maxEventsPerSecond()).isEqualTo(10);
        assertThat(Preferences.defaults(ClientType.CLI).maxEventsPerSecond()).isEqualTo(20);
    }
}
