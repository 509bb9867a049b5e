package org.tradingarena.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.model.Order;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestWriter;
import org.tradingarena.protocol.StreamPosition;

/** The calls over HTTP that stand for requests of a socket (protocol section 10). */
final class HttpRoutes {
    private static final int PAGE = 500;

    private final String collective;
    private final AccountKeeper account;

    HttpRoutes(String collectiveId, AccountKeeper account) {
        this.collective = "/api/v1/collectives/" + collectiveId;
        this.account = account;
    }

    /** A long poll. */
    HttpCall events(StreamPosition after, int waitSeconds, String token) {
        return new HttpCall.Get(
                collective + "/events?after=" + after.seq() + "&limit=" + PAGE + "&wait=" + waitSeconds + "&epoch="
                        + encoded(after.epoch()),
                token,
                waitSeconds);
    }

    /** The whole state. */
    HttpCall state(String token) {
        return new HttpCall.Get(collective + "/state", token);
    }

    /** The call for a request; null if HTTP has none. */
    @Nullable
    HttpCall of(Request request, String token) {
        return switch (request) {
            case Request.PlaceOrder place ->
                new HttpCall.Post(collective + "/orders", token, RequestWriter.data(place));
            case Request.CancelOrder cancel -> cancel(cancel.order(), token);
            case Request.GetInitialState get
            when get.base() == null ->
                new HttpCall.Get(
                        collective + "/state?include="
                                + get.include().stream()
                                        .sorted()
                                        .map(HttpRoutes::word)
                                        .collect(Collectors.joining(",")),
                        token);
            case Request.GetOrders get -> new HttpCall.Get(collective + "/orders?" + orders(get), token);
            case Request.GetInstruments get -> new HttpCall.Get("/api/v1/instruments", token);
            case Request.GetLeaderboard get -> new HttpCall.Get("/api/v1/leaderboard", token);
            case Request.GetOrderBook get ->
                new HttpCall.Get(market(get.symbol()) + "/book?depth=" + get.depth(), token);
            case Request.GetTrades get ->
                new HttpCall.Get(market(get.symbol()) + "/trades?limit=" + get.limit(), token);
            case Request.GetCandles get ->
                new HttpCall.Get(
                        market(get.symbol()) + "/candles?interval="
                                + get.interval().wire() + "&limit=" + get.limit(),
                        token);
            default -> null;
        };
    }

    private @Nullable HttpCall cancel(Request.OrderReference order, String token) {
        String id = order.orderId();
        AccountState known = account.state();
        if (id == null && known != null && order.clientOrderId() != null) {
            Order working = known.find(order.clientOrderId());
            id = working == null ? null : working.orderId();
        }
        return id == null ? null : new HttpCall.Delete(collective + "/orders/" + encoded(id), token);
    }

    private static String orders(Request.GetOrders get) {
        return "status=" + word(get.status()) + "&limit=" + get.limit()
                + (get.symbol() == null ? "" : "&symbol=" + encoded(get.symbol()))
                + (get.cursor() == null ? "" : "&cursor=" + encoded(get.cursor()));
    }

    private static String market(String symbol) {
        return "/api/v1/market/" + encoded(symbol);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
