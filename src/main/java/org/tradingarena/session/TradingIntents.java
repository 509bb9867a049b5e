package org.tradingarena.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.domain.Instruments;
import org.tradingarena.domain.Reason;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.OrderTerms;
import org.tradingarena.protocol.OrderTerms.Checked;
import org.tradingarena.protocol.Request;

/** Trading requests as what they want of the collective (protocol section 6): the form is checked, the rules are the collective's. */
public final class TradingIntents {
    /** An intent, or why there is none. */
    public sealed interface Read {
        /** What is wanted. */
        record Wanted(CollectiveIntent intent) implements Read {}

        /** Why nothing is. */
        record Refused(ArenaError error) implements Read {}
    }

    private TradingIntents() {}

    /** A new order of this client. */
    public static Read place(Request.PlaceOrder place, String client, Instruments instruments) {
        return switch (OrderTerms.check(place, instruments)) {
            case Checked.Refused<OrderTerms.Placement> refused -> new Read.Refused(refused.error());
            case Checked.Fit<OrderTerms.Placement> fit ->
                new Read.Wanted(new CollectiveIntent.PlaceOrder(
                        client,
                        place.clientOrderId(),
                        place.symbol(),
                        place.side(),
                        place.orderType(),
                        fit.terms().quantity(),
                        fit.terms().price(),
                        place.timeInForce(),
                        place.postOnly(),
                        place.termsHash(),
                        0));
        };
    }

    static Read amend(Request.AmendOrder amend, Instruments instruments) {
        return switch (OrderTerms.check(amend, instruments)) {
            case Checked.Refused<OrderTerms.Amendment> refused -> new Read.Refused(refused.error());
            case Checked.Fit<OrderTerms.Amendment> fit ->
                new Read.Wanted(new CollectiveIntent.AmendOrder(
                        reference(amend.order()),
                        fit.terms().price().orElse(0),
                        fit.terms().quantity().orElse(0)));
        };
    }

    /** The end of an order. */
    public static Read cancel(Request.CancelOrder cancel) {
        return new Read.Wanted(new CollectiveIntent.CancelOrder(reference(cancel.order()), Reason.CLIENT_CANCELLED));
    }

    static Read cancelAll(Request.CancelAllOrders cancel, Instruments instruments) {
        return unknownSymbol(cancel.symbol(), instruments)
                .<Read>map(Read.Refused::new)
                .orElseGet(() -> new Read.Wanted(
                        new CollectiveIntent.CancelAllOrders(cancel.symbol(), null, Reason.CLIENT_CANCELLED)));
    }

    /** The refusal of a symbol that a request names and nobody trades. */
    public static Optional<ArenaError> unknownSymbol(@Nullable String symbol, Instruments instruments) {
        return symbol == null || instruments.find(symbol).isPresent()
                ? Optional.empty()
                : Optional.of(ArenaError.field(
                        ErrorCode.INVALID_SYMBOL, "data.symbol", "data.symbol is not traded here: " + symbol));
    }

    private static CollectiveIntent.OrderReference reference(Request.OrderReference order) {
        return new CollectiveIntent.OrderReference(order.orderId(), order.clientOrderId());
    }
}
