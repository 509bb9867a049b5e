package org.tradingarena.collective;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.journal.EventAdapter;
import org.apache.pekko.persistence.journal.EventSeq;
import org.tradingarena.journal.RestoredEpochs;

/** Between a collective's events and the journal: after a restore, all of a stream's events have the stream's new epoch. */
public final class CollectiveEpochs implements EventAdapter {
    private final RestoredEpochs epochs;

    /** Called by Pekko. */
    public CollectiveEpochs(ExtendedActorSystem system) {
        this(RestoredEpochs.of(system));
    }

    CollectiveEpochs(RestoredEpochs epochs) {
        this.epochs = epochs;
    }

    @Override
    public String manifest(Object event) {
        return "";
    }

    @Override
    public Object toJournal(Object event) {
        return renamed((CollectiveEvent) event);
    }

    @Override
    public EventSeq fromJournal(Object event, String manifest) {
        return EventSeq.single(renamed((CollectiveEvent) event));
    }

    private CollectiveEvent renamed(CollectiveEvent event) {
        Stamp stamp = event.stamp();
        String epoch = epochs.renamed(stamp.epoch());
        return epoch.equals(stamp.epoch())
                ? event
                : withStamp(
                        event,
                        new Stamp(stamp.seq(), epoch, stamp.at(), stamp.previousOrders(), stamp.previousPortfolio()));
    }

    private static CollectiveEvent withStamp(CollectiveEvent event, Stamp at) {
        return switch (event) {
            case CollectiveEvent.CollectiveOpened e ->
                new CollectiveEvent.CollectiveOpened(at, e.collective(), e.keys(), e.deposits());
            case CollectiveEvent.FundsDeposited e ->
                new CollectiveEvent.FundsDeposited(at, e.depositId(), e.currency(), e.amount(), e.balances());
            case CollectiveEvent.FundsWithdrawn e ->
                new CollectiveEvent.FundsWithdrawn(at, e.withdrawalId(), e.currency(), e.amount(), e.balances());
            case CollectiveEvent.KeyAdded e -> new CollectiveEvent.KeyAdded(at, e.key());
            case CollectiveEvent.KeyRevoked e -> new CollectiveEvent.KeyRevoked(at, e.key());
            case CollectiveEvent.OrderEvent e -> withStamp(e, at);
        };
    }

    private static CollectiveEvent withStamp(CollectiveEvent.OrderEvent event, Stamp at) {
        return switch (event) {
            case CollectiveEvent.OrderAccepted e ->
                new CollectiveEvent.OrderAccepted(at, e.order(), e.balances(), e.termsHash(), e.command());
            case CollectiveEvent.OrderRejected e ->
                new CollectiveEvent.OrderRejected(at, e.order(), e.balances(), e.termsHash(), e.answer());
            case CollectiveEvent.OrderCancelRequested e ->
                new CollectiveEvent.OrderCancelRequested(at, e.order(), e.reason(), e.command());
            case CollectiveEvent.OrderAmendRequested e ->
                new CollectiveEvent.OrderAmendRequested(
                        at, e.order(), e.balances(), e.price(), e.quantity(), e.command());
            case CollectiveEvent.OrderOpened e -> new CollectiveEvent.OrderOpened(at, e.order(), e.answer());
            case CollectiveEvent.OrderFilled e ->
                new CollectiveEvent.OrderFilled(at, e.order(), e.balances(), e.position(), e.trade(), e.answer());
            case CollectiveEvent.OrderCancelled e ->
                new CollectiveEvent.OrderCancelled(at, e.order(), e.balances(), e.answer());
            case CollectiveEvent.OrderCancelRejected e ->
                new CollectiveEvent.OrderCancelRejected(at, e.order(), e.reason(), e.answer());
            case CollectiveEvent.OrderAmended e ->
                new CollectiveEvent.OrderAmended(at, e.order(), e.balances(), e.answer());
            case CollectiveEvent.OrderAmendRejected e ->
                new CollectiveEvent.OrderAmendRejected(at, e.order(), e.balances(), e.reason(), e.answer());
        };
    }
}
