package org.tradingarena.collective;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.module.SimpleModule;
import org.tradingarena.domain.BookInstruction;

/**
 * How a collective's events and snapshots are named in the journal: by stable words, so that classes may move. A word, once journaled,
 * is never changed or used for something else.
 */
public final class CollectiveJacksonModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    public CollectiveJacksonModule() {
        super("arena-collective");
        setMixInAnnotation(CollectiveEvent.class, Events.class);
        setMixInAnnotation(BookInstruction.class, Instructions.class);
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
}
