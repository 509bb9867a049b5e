package org.tradingarena.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.tradingarena.client.model.Order;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Json.JsonBoolean;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;

/** Who waits for an order to be placed: the future, and, where an answer got lost on the way, the listener. */
record OrderReply(Request.PlaceOrder order, CompletableFuture<Placed> future, Outbox out) implements Reply {
    /** The refusal of an order that never arrived and was too old to be sent again. */
    static final ArenaError NOT_PLACED =
            ArenaError.of(ErrorCode.ORDER_NOT_FOUND, "The order never arrived, and was too old to be sent again");

    /** The answer to an order that was found among those that the arena has. */
    static JsonObject found(JsonObject order) {
        return new JsonObject(Map.of("order", order, "duplicate", new JsonBoolean(true)));
    }

    @Override
    public void answered(Outstanding request, JsonObject data, List<String> events) {
        try {
            Order placed = Answers.order(data);
            boolean duplicate = Answers.flag(data, "duplicate");
            out.add(new ClientAction.Succeed<>(future, new Placed(placed, duplicate)));
            tell(request, new OrderFate.Accepted(order.clientOrderId(), placed, duplicate));
        } catch (ProtocolException odd) {
            out.add(new ClientAction.Fail(future, new ArenaException(odd.error())));
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the one that the look-up gives
    public void refused(Outstanding request, ArenaError error) {
        out.add(new ClientAction.Fail(future, new ArenaException(error)));
        if (error.equals(NOT_PLACED)) {
            out.add(new ClientAction.TellFate(new OrderFate.NotPlaced(order.clientOrderId())));
        } else if (error.code() != ErrorCode.OUTCOME_UNKNOWN) {
            tell(request, new OrderFate.Refused(order.clientOrderId(), error));
        }
    }

    private void tell(Outstanding request, OrderFate fate) {
        if (request.isUncertain()) {
            out.add(new ClientAction.TellFate(fate));
        }
    }
}
