package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.Request.OrderReference;
import org.tradingarena.protocol.Resume.MarketPosition;

class RequestRoundTripTest {
    @ParameterizedTest
    @MethodSource("requests")
    void what_a_client_writes_the_server_reads_as_the_same_request(Request request) {
        RequestEnvelope withId = new RequestEnvelope("id \"1\" é😀\n", request);
        RequestEnvelope withoutId = new RequestEnvelope(null, request);

        assertThat(RequestParser.parse(RequestWriter.text(withId))).isEqualTo(withId);
        assertThat(RequestParser.parse(RequestWriter.text(withoutId))).isEqualTo(withoutId);
    }

    @Test
    void every_kind_of_request_is_in_the_round_trip() {
        Set<Class<?>> tried = requests().map(Object::getClass).collect(Collectors.toSet());

        assertThat(tried).containsExactlyInAnyOrder(Request.class.getPermittedSubclasses());
    }

    @Test
    void a_malformed_resume_is_never_sent() {
        Request.Auth auth = auth(new Resume.Malformed("data.resume", "no", Map.of()), null, false);

        assertThatThrownBy(() -> RequestWriter.text(new RequestEnvelope(null, auth)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Request> requests() {
        return Stream.of(
                auth(new Resume.Absent(), null, false),
                auth(new Resume.MarketOnly(Map.of("BTC/USD", new MarketPosition("m", 4))), List.of(), true),
                auth(new Resume.Position("e", 41, true, 7, Map.of()), List.of(new Room.Market()), false),
                auth(
                        new Resume.Position("e", 0, false, 1000, Map.of("ETH/USD", new MarketPosition("m", 4))),
                        List.of(new Room.Orders("alpha"), new Room.Portfolio("alpha"), new Room.Leaderboard()),
                        false),
                new Request.Auth(
                        "a",
                        ClientType.IOS,
                        Role.OBSERVER,
                        new Credentials.ResumeToken("token"),
                        new Resume.Absent(),
                        null,
                        false),
                new Request.Heartbeat(OptionalLong.empty()),
                new Request.Heartbeat(OptionalLong.of(5)),
                new Request.Ack(9),
                new Request.Replay(3, 4),
                new Request.GetInitialState(EnumSet.allOf(Include.class), null),
                new Request.GetInitialState(Set.of(Include.ORDERS), new Request.StateBase(4, "ff")),
                new Request.GetPortfolio(),
                new Request.GetBalances(),
                new Request.GetOrders(OrderFilter.CLOSED, "BTC/USD", 7, "cursor"),
                new Request.GetOrders(OrderFilter.OPEN, null, 100, null),
                new Request.PlaceOrder(
                        "c",
                        "BTC/USD",
                        Side.SELL,
                        OrderType.LIMIT,
                        new Amount("1.500"),
                        new Amount("7"),
                        TimeInForce.GTC,
                        true),
                new Request.PlaceOrder(
                        "c", "BTC/USD", Side.BUY, OrderType.MARKET, new Amount("1"), null, TimeInForce.IOC, false),
                new Request.CancelOrder(OrderReference.byId("o")),
                new Request.CancelOrder(OrderReference.byClientOrderId("c")),
                new Request.CancelAllOrders("BTC/USD"),
                new Request.CancelAllOrders(null),
                new Request.AmendOrder(OrderReference.byId("o"), new Amount("1"), null),
                new Request.AmendOrder(OrderReference.byClientOrderId("c"), null, new Amount("0.1")),
                new Request.SetCancelOnDisconnect(true, OptionalLong.of(5)),
                new Request.SetCancelOnDisconnect(false, OptionalLong.empty()),
                new Request.CancelAllAfter(0),
                new Request.Subscribe(List.of(new Room.MarketSymbol("BTC/USD"))),
                new Request.Unsubscribe(List.of()),
                new Request.SetPreferences(
                        Preferences.Delivery.BATCHED,
                        Preferences.Priority.LOW,
                        OptionalInt.of(3),
                        Preferences.Compression.GZIP),
                new Request.SetPreferences(null, null, OptionalInt.empty(), null),
                new Request.GetInstruments(),
                new Request.GetOrderBook("BTC/USD", 5),
                new Request.GetTrades("BTC/USD", 5),
                new Request.GetCandles("BTC/USD", CandleInterval.ONE_HOUR, 5),
                new Request.GetLeaderboard());
    }

    private static Request.Auth auth(Resume resume, @Nullable List<Room> rooms, boolean gzip) {
        return new Request.Auth(
                "laptop",
                ClientType.CLI,
                Role.TRADER,
                new Credentials.Signature(Messages.KEY, Messages.SIGNATURE),
                resume,
                rooms,
                gzip);
    }
}
