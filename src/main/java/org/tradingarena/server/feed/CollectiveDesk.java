package org.tradingarena.server.feed;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.collective.Verdict;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.market.feed.MarketMaker;
import org.tradingarena.market.feed.Quoting;
import org.tradingarena.market.feed.TradingDesk;

/** The market maker's collective, reached by the same commands as anybody's. */
final class CollectiveDesk implements TradingDesk {
    /** The ticket of the opening; questions count from 1, and for the rest the maker does not ask which one was answered. */
    private static final long OPENING = -1;

    private final String collective;
    private final Map<String, Long> deposits;
    private final RecipientRef<CollectiveCommand> commands;
    private final ActorRef<CollectiveReply> replies;

    CollectiveDesk(
            String collective,
            Map<String, Long> deposits,
            RecipientRef<CollectiveCommand> commands,
            ActorContext<MarketMaker.Command> context) {
        this.collective = collective;
        this.deposits = Map.copyOf(deposits);
        this.commands = commands;
        this.replies = context.messageAdapter(CollectiveReply.class, this::translate);
    }

    private MarketMaker.Command translate(CollectiveReply reply) {
        return switch (reply) {
            case CollectiveReply.State state -> new MarketMaker.Told(state.ticket(), state.state());
            case CollectiveReply.NotOpen notOpen -> new MarketMaker.NotOpen();
            case CollectiveReply.Decided decided
            when decided.verdict() instanceof Verdict.Refused refused ->
                refused(decided.ticket(), refused.error().message());
            case CollectiveReply.Overloaded overloaded -> refused(overloaded.ticket(), "the collective is overloaded");
            default -> new MarketMaker.Done(); // the next state tells what came of it
        };
    }

    private MarketMaker.Command refused(long ticket, String why) {
        return ticket == OPENING
                ? new MarketMaker.NotOpened(collective + " is not opened: " + why)
                : new MarketMaker.Refused(why);
    }

    @Override
    public void open() {
        submit(OPENING, new CollectiveIntent.Open(collective, UUID.randomUUID().toString(), List.of(), deposits));
    }

    @Override
    public void ask(long ticket) {
        commands.tell(new CollectiveCommand.GetState(ticket, replies));
    }

    @Override
    public void place(String clientOrderId, String symbol, Quoting.Quote quote) {
        submit(
                0,
                new CollectiveIntent.PlaceOrder(
                        MarketMaker.CLIENT,
                        clientOrderId,
                        symbol,
                        quote.side(),
                        OrderType.LIMIT,
                        quote.quantity(),
                        quote.price(),
                        TimeInForce.GTC,
                        true,
                        0,
                        0));
    }

    @Override
    public void cancel(String orderId) {
        submit(
                0,
                new CollectiveIntent.CancelOrder(
                        new CollectiveIntent.OrderReference(orderId, null), Reason.CLIENT_CANCELLED));
    }

    @Override
    public void cancelAll(String symbol) {
        submit(0, new CollectiveIntent.CancelAllOrders(symbol, MarketMaker.CLIENT, Reason.CLIENT_CANCELLED));
    }

    private void submit(long ticket, CollectiveIntent intent) {
        commands.tell(new CollectiveCommand.Submit(ticket, intent, replies));
    }
}
