package org.tradingarena.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.Verdict;
import org.tradingarena.domain.Order;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.InitialState;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Views;
import org.tradingarena.protocol.Wire;
import org.tradingarena.session.TradingIntents;

/** What the arena answers to trading requests and questions for orders, on sockets and over HTTP; and what it refuses though it could. */
final class ModelDesk {
    static final InitialState.Socket NO_SOCKET = new InitialState.Socket(null, "bot", null, 0, 0, 0, 0, 0);

    private static final int PAGE = 7;

    private final ModelArena arena;
    private final ModelFaults faults;
    private final Map<String, Integer> tries = new HashMap<>();

    /** An answer, as it stands in a response or a body. */
    sealed interface Answer {
        record Good(String type, JsonBody body) implements Answer {}

        record Bad(ArenaError error) implements Answer {}
    }

    ModelDesk(ModelArena arena, ModelFaults faults) {
        this.arena = arena;
        this.faults = faults;
    }

    String answer(String id, Request request) {
        return switch (decide(request)) {
            case Answer.Good good -> Wire.response(id, good.type(), good.body(), arena.time());
            case Answer.Bad bad -> Wire.error(id, bad.error(), arena.time());
        };
    }

    Answer decide(Request request) {
        if (faults.strike(15)) {
            return new Answer.Bad(ArenaError.retryAfter(ErrorCode.OVERLOADED, "nothing happened", 1000));
        }
        if (faults.strike(30)) {
            return new Answer.Bad(ArenaError.of(ErrorCode.OUTCOME_UNKNOWN, "not stored"));
        }
        Answer answer = honest(request);
        return faults.strike(30)
                ? new Answer.Bad(ArenaError.of(ErrorCode.OUTCOME_UNKNOWN, "stored, and nobody knows"))
                : answer;
    }

    private Answer honest(Request request) {
        return switch (request) {
            case Request.PlaceOrder place -> {
                tries.merge(place.clientOrderId(), 1, Integer::sum);
                yield traded(TradingIntents.place(place, "bot", ModelArena.INSTRUMENTS));
            }
            case Request.CancelOrder cancel -> traded(TradingIntents.cancel(cancel));
            case Request.GetOrders get -> orders(get.cursor());
            default -> throw new AssertionError("not in this model: " + request);
        };
    }

    private Answer traded(TradingIntents.Read read) {
        CollectiveIntent intent = ((TradingIntents.Read.Wanted) read).intent();
        return switch (arena.submit(intent)) {
            case Verdict.Placed placed ->
                new Answer.Good(
                        "order_accepted",
                        json -> json.object("order", Views.order(placed.order()))
                                .flag("duplicate", placed.duplicate()));
            case Verdict.CancelAccepted cancel ->
                new Answer.Good("cancel_accepted", json -> json.object("order", Views.order(cancel.order())));
            case Verdict.Refused refused -> new Answer.Bad(refused.error());
            default -> throw new AssertionError("not in this model: " + intent);
        };
    }

    private Answer orders(@Nullable String cursor) {
        List<Order> all = arena.newestOrders();
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + PAGE);
        return new Answer.Good(
                "orders",
                json -> json.objects("orders", all.subList(from, to), Views::order)
                        .text("cursor", to < all.size() ? Integer.toString(to) : null));
    }

    /** How often an order was tried, by its client order id: what a client sent, as far as it arrived. */
    Map<String, Integer> tries() {
        return tries;
    }
}
