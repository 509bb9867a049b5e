package org.tradingarena.collective;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.module.SimpleModule;
import org.tradingarena.domain.BookInstruction;

/**
 * How a collective's events and snapshots are named in the journal, and its intents and verdicts between nodes: by stable words, so that
 * classes may move. A word, once journaled, is never changed or used for something else; one that is only sent must be understood by the
 * version before, while nodes of both run.
 */
public final class CollectiveJacksonModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    public CollectiveJacksonModule() {
        super("arena-collective");
        setMixInAnnotation(CollectiveEvent.class, Events.class);
        setMixInAnnotation(BookInstruction.class, Instructions.class);
        setMixInAnnotation(CollectiveIntent.class, Intents.class);
        setMixInAnnotation(Verdict.class, Verdicts.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CollectiveEvent.CollectiveOpened.class, name = "collective_opened"),
        @JsonSubTypes.Type(value = CollectiveEvent.FundsDeposited.class, name = "funds_deposited"),
        @JsonSubTypes.Type(value = CollectiveEvent.FundsWithdrawn.class, name = "funds_withdrawn"),
        @JsonSubTypes.Type(value = CollectiveEvent.KeyAdded.class, name = "key_added"),
        @JsonSubTypes.Type(value = CollectiveEvent.KeyRevoked.class, name = "key_revoked"),
        @JsonSubTypes.Type(value = CollectiveEvent.OrderAccepted.class, name = "order_accepted"),
        @JsonSubTypes.Type(value = CollectiveEvent.OrderRejected.class, name = "order_rejected"),
        @JsonSubTypes.Type(value = CollectiveEvent.OrderCancelRequested.class, name = "order_cancel_requested"),
        @JsonSubTypes.Type(value = CollectiveEvent.OrderAmendRequested.class, name = "order_amend_requested"),
        @JsonSubTypes.Type(value = CollectiveEvent.OrderOpened.class, name = "order_open"),
        @JsonSubTypes.Type(value = CollectiveEvent.OrderFilled.class, name = "order_filled"),
        @JsonSubTypes.Type(value = CollectiveEvent.OrderCancelled.class, name = "order_cancelled"),
        @JsonSubTypes.Type(value = CollectiveEvent.OrderCancelRejected.class, name = "order_cancel_rejected"),
        @JsonSubTypes.Type(value = CollectiveEvent.OrderAmended.class, name = "order_amended"),
        @JsonSubTypes.Type(value = CollectiveEvent.OrderAmendRejected.class, name = "order_amend_rejected")
    })
    private interface Events {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = BookInstruction.Place.class, name = "place"),
        @JsonSubTypes.Type(value = BookInstruction.Cancel.class, name = "cancel"),
        @JsonSubTypes.Type(value = BookInstruction.Amend.class, name = "amend")
    })
    private interface Instructions {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CollectiveIntent.Open.class, name = "open"),
        @JsonSubTypes.Type(value = CollectiveIntent.Deposit.class, name = "deposit"),
        @JsonSubTypes.Type(value = CollectiveIntent.Withdraw.class, name = "withdraw"),
        @JsonSubTypes.Type(value = CollectiveIntent.AddKeys.class, name = "add_keys"),
        @JsonSubTypes.Type(value = CollectiveIntent.RevokeKey.class, name = "revoke_key"),
        @JsonSubTypes.Type(value = CollectiveIntent.PlaceOrder.class, name = "place_order"),
        @JsonSubTypes.Type(value = CollectiveIntent.CancelOrder.class, name = "cancel_order"),
        @JsonSubTypes.Type(value = CollectiveIntent.CancelAllOrders.class, name = "cancel_all_orders"),
        @JsonSubTypes.Type(value = CollectiveIntent.AmendOrder.class, name = "amend_order"),
        @JsonSubTypes.Type(value = CollectiveIntent.TakeReport.class, name = "take_report")
    })
    private interface Intents {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Verdict.Opened.class, name = "opened"),
        @JsonSubTypes.Type(value = Verdict.FundsMoved.class, name = "funds_moved"),
        @JsonSubTypes.Type(value = Verdict.KeysChanged.class, name = "keys_changed"),
        @JsonSubTypes.Type(value = Verdict.Placed.class, name = "placed"),
        @JsonSubTypes.Type(value = Verdict.PlacedLongAgo.class, name = "placed_long_ago"),
        @JsonSubTypes.Type(value = Verdict.CancelAccepted.class, name = "cancel_accepted"),
        @JsonSubTypes.Type(value = Verdict.CancelAllAccepted.class, name = "cancel_all_accepted"),
        @JsonSubTypes.Type(value = Verdict.AmendAccepted.class, name = "amend_accepted"),
        @JsonSubTypes.Type(value = Verdict.ReportTaken.class, name = "report_taken"),
        @JsonSubTypes.Type(value = Verdict.ReportEarly.class, name = "report_early"),
        @JsonSubTypes.Type(value = Verdict.Refused.class, name = "refused")
    })
    private interface Verdicts {}
}
