package org.tradingarena.gateway.socket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.collective.Verdict;
import org.tradingarena.domain.Order;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Views;
import org.tradingarena.protocol.Wire;

/** What a collective says to trading requests, as responses (protocol section 6). */
public final class TradingAnswers {
    private static final long RETRY_MILLIS = 1000;

    private TradingAnswers() {}

    /** The frame that answers the request with this id. */
    static String frame(@Nullable String id, CollectiveReply reply, Instant now) {
        return switch (reply) {
            case CollectiveReply.Decided decided -> verdict(id, decided.verdict(), now);
            case CollectiveReply.Overloaded overloaded -> Wire.error(id, overloaded(), now);
            case CollectiveReply.OutcomeUnknown unknown -> Wire.error(id, outcomeUnknown(), now);
            case CollectiveReply.NotOpen notOpen ->
                Wire.error(id, ArenaError.of(ErrorCode.NOT_FOUND, "There is no such collective"), now);
            default -> Wire.error(id, unexpected(), now);
        };
    }

    private static String verdict(@Nullable String id, Verdict verdict, Instant now) {
        return switch (verdict) {
            case Verdict.Placed placed ->
                response(id, "order_accepted", order(placed.order()).and(duplicate(placed.duplicate())), now);
            case Verdict.CancelAccepted cancel -> response(id, "cancel_accepted", order(cancel.order()), now);
            case Verdict.CancelAllAccepted all ->
                response(id, "cancel_all_accepted", json -> json.integer("count", all.count()), now);
            case Verdict.AmendAccepted amend -> response(id, "amend_accepted", order(amend.order()), now);
            case Verdict.Refused refused -> Wire.error(id, refused.error(), now);
            default -> Wire.error(id, unexpected(), now);
        };
    }

    /** Too much to do: nothing happened. */
    public static ArenaError overloaded() {
        return ArenaError.retryAfter(ErrorCode.OVERLOADED, "Too much to do right now, nothing happened", RETRY_MILLIS);
    }

    /** It may or may not have happened. */
    public static ArenaError outcomeUnknown() {
        return ArenaError.retryAfter(
                ErrorCode.OUTCOME_UNKNOWN,
                "It may or may not have happened: ask again with the same client_order_id",
                RETRY_MILLIS);
    }

    private static ArenaError unexpected() {
        return ArenaError.of(ErrorCode.INTERNAL, "Internal error");
    }

    private static JsonBody order(Order order) {
        return json -> json.object("order", Views.order(order));
    }

    private static JsonBody duplicate(boolean duplicate) {
        return json -> json.flag("duplicate", duplicate);
    }

    private static String response(@Nullable String id, String type, JsonBody data, Instant now) {
        return Wire.response(id, type, data, now);
    }
}
