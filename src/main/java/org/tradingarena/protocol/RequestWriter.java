package org.tradingarena.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Resume.MarketPosition;

/** Renders requests, for clients; what {@link RequestParser} makes of the text equals the request. */
public final class RequestWriter {
    private RequestWriter() {}

    /** The text frame of a request. */
    public static String text(RequestEnvelope envelope) {
        return JsonWriter.render(json -> {
            if (envelope.id() != null) {
                json.text("id", envelope.id());
            }
            json.text("type", envelope.request().type()).object("data", data(envelope.request()));
        });
    }

    /** The {@code data} of a request; over HTTP, the body. */
    public static JsonBody data(Request request) {
        return json -> {
            switch (request) {
                case Request.Auth auth -> auth(json, auth);
                case Request.Heartbeat beat -> beat.ackSeq().ifPresent(seq -> json.integer("ack_seq", seq));
                case Request.Ack ack -> json.integer("seq", ack.seq());
                case Request.Replay replay ->
                    json.integer("after_seq", replay.afterSeq()).integer("limit", replay.limit());
                case Request.GetInitialState get -> initialState(json, get);
                case Request.GetOrders get -> orders(json, get);
                case Request.PlaceOrder place -> place(json, place);
                case Request.CancelOrder cancel -> reference(json, cancel.order());
                case Request.CancelAllOrders cancel -> optional(json, "symbol", cancel.symbol());
                case Request.AmendOrder amend -> amend(json, amend);
                case Request.SetCancelOnDisconnect set -> {
                    json.flag("enabled", set.enabled());
                    set.graceMillis().ifPresent(millis -> json.integer("grace_ms", millis));
                }
                case Request.CancelAllAfter after -> json.integer("timeout_ms", after.timeoutMillis());
                case Request.Subscribe subscribe -> rooms(json, "rooms", subscribe.rooms());
                case Request.Unsubscribe unsubscribe -> rooms(json, "rooms", unsubscribe.rooms());
                case Request.SetPreferences set -> preferences(json, set);
                case Request.GetOrderBook get ->
                    json.text("symbol", get.symbol()).integer("depth", get.depth());
                case Request.GetTrades get -> json.text("symbol", get.symbol()).integer("limit", get.limit());
                case Request.GetCandles get ->
                    json.text("symbol", get.symbol())
                            .text("interval", get.interval().wire())
                            .integer("limit", get.limit());
                case Request.GetPortfolio get -> {}
                case Request.GetBalances get -> {}
                case Request.GetInstruments get -> {}
                case Request.GetLeaderboard get -> {}
            }
        };
    }

    private static void auth(JsonWriter json, Request.Auth auth) {
        json.text("client_id", auth.clientId())
                .word("client_type", auth.clientType())
                .word("role", auth.role());
        switch (auth.credentials()) {
            case Credentials.Signature(var publicKey, var signature) ->
                json.text("public_key", publicKey).text("signature", signature);
            case Credentials.ResumeToken(var token) -> json.text("resume_token", token);
        }
        resume(json, auth.resume());
        if (auth.subscriptions() != null) {
            rooms(json, "subscriptions", auth.subscriptions());
        }
        if (auth.gzip()) {
            json.text("compression", "gzip");
        }
    }

    private static void resume(JsonWriter json, Resume resume) {
        switch (resume) {
            case Resume.Absent absent -> {}
            case Resume.MarketOnly only -> json.object("resume", body -> market(body, only.market()));
            case Resume.Position position -> json.object("resume", body -> position(body, position));
            case Resume.Malformed malformed -> throw new IllegalArgumentException("a malformed resume is never sent");
        }
    }

    private static void position(JsonWriter json, Resume.Position position) {
        json.text("epoch", position.epoch()).integer("seq", position.seq());
        if (position.preferSnapshot()) {
            json.text("prefer", "snapshot");
        }
        json.integer("max_events", position.maxEvents());
        if (!position.market().isEmpty()) {
            market(json, position.market());
        }
    }

    private static void market(JsonWriter json, Map<String, MarketPosition> positions) {
        json.object(
                "market",
                market -> positions.forEach((symbol, position) -> market.object(
                        symbol, chain -> chain.text("epoch", position.epoch()).integer("seq", position.seq()))));
    }

    private static void initialState(JsonWriter json, Request.GetInitialState get) {
        json.texts("include", get.include().stream().sorted().map(Words::of).toList());
        Request.StateBase base = get.base();
        if (base != null) {
            json.object("base", body -> body.integer("seq", base.seq()).text("state_hash", base.stateHash()));
        }
    }

    private static void orders(JsonWriter json, Request.GetOrders get) {
        json.word("status", get.status());
        optional(json, "symbol", get.symbol());
        json.integer("limit", get.limit());
        optional(json, "cursor", get.cursor());
    }

    private static void place(JsonWriter json, Request.PlaceOrder place) {
        json.text("client_order_id", place.clientOrderId())
                .text("symbol", place.symbol())
                .word("side", place.side())
                .word("order_type", place.orderType())
                .amount("quantity", place.quantity());
        optional(json, "price", place.price());
        json.word("time_in_force", place.timeInForce()).flag("post_only", place.postOnly());
    }

    private static void amend(JsonWriter json, Request.AmendOrder amend) {
        reference(json, amend.order());
        optional(json, "price", amend.price());
        optional(json, "quantity", amend.quantity());
    }

    private static void reference(JsonWriter json, Request.OrderReference order) {
        optional(json, "order_id", order.orderId());
        optional(json, "client_order_id", order.clientOrderId());
    }

    private static void preferences(JsonWriter json, Request.SetPreferences set) {
        if (set.delivery() != null) {
            json.word("delivery", set.delivery());
        }
        if (set.priority() != null) {
            json.word("priority", set.priority());
        }
        set.maxEventsPerSecond().ifPresent(rate -> json.integer("max_events_per_second", rate));
        if (set.compression() != null) {
            json.word("compression", set.compression());
        }
    }

    private static void rooms(JsonWriter json, String name, List<Room> rooms) {
        json.texts(name, rooms.stream().map(Room::wire).toList());
    }

    private static void optional(JsonWriter json, String name, @Nullable String value) {
        if (value != null) {
            json.text(name, value);
        }
    }

    private static void optional(JsonWriter json, String name, @Nullable Amount value) {
        if (value != null) {
            json.amount(name, value);
        }
    }
}
