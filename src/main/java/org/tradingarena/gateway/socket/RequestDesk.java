package org.tradingarena.gateway.socket;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.RecipientRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.gateway.socket.Outstanding.Entry;
import org.tradingarena.gateway.transport.Frame;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestEnvelope;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.SocketCommand;

/**
 * The requests of one signed-in socket: what everybody may know is answered here, all else is asked of the Connection, and each request
 * is answered exactly once, by its deadline.
 */
final class RequestDesk implements Desk {
    /** So many requests in a row without a word of the Connection mean that it no longer knows this socket. */
    private static final int SILENCE = 2;

    private final SocketLink link;
    private final RecipientRef<ConnectionCommand> connection;
    private final long generation;
    private final boolean trader;
    private final ActorRef<CollectiveReply> replies;
    private final Pace pace;
    private final LongSupplier marketMessages;
    private final Outstanding outstanding;
    private int unanswered;

    RequestDesk(
            SocketLink link,
            RecipientRef<ConnectionCommand> connection,
            SocketCommand.SignedIn signedIn,
            ActorRef<CollectiveReply> replies,
            Pace pace,
            LongSupplier marketMessages) {
        this.link = link;
        this.pace = pace;
        this.marketMessages = marketMessages;
        this.connection = connection;
        this.generation = signedIn.generation();
        this.trader = signedIn.trader();
        this.replies = replies;
        SocketSettings.Requests limits = link.settings().requests();
        this.outstanding = new Outstanding(limits.outstanding(), limits.deadline());
    }

    @Override
    public void onText(String text) {
        try {
            onRequest(RequestParser.parse(text));
        } catch (ProtocolException refused) {
            link.refuse(refused.id(), refused.error());
        }
    }

    private void onRequest(RequestEnvelope envelope) {
        String id = envelope.id();
        Request request = envelope.request();
        if (request instanceof Request.Auth) {
            link.refuse(id, ArenaError.field(ErrorCode.INVALID_MESSAGE, "type", "This socket has signed in already"));
        } else if (Outstanding.isTrading(request) && !trader) {
            link.refuse(id, ArenaError.of(ErrorCode.FORBIDDEN, "An observer may not trade"));
        } else if (!answerHere(id, request)) {
            ask(outstanding.add(id, request, link.nanos()), envelope);
        }
    }

    private void ask(long ticket, RequestEnvelope envelope) {
        connection.tell(new ConnectionCommand.Ask(generation, ticket, envelope, marketMessages.getAsLong(), replies));
    }

    /** What has no answer may have been lost; of two answers to the same the first one counts. */
    void askAgain() {
        onWord();
        outstanding.toAskAgain().forEach((ticket, entry) -> {
            link.metrics().askedAgain();
            ask(ticket, new RequestEnvelope(entry.id(), entry.request()));
        });
    }

    private boolean answerHere(@Nullable String id, Request request) {
        try {
            MarketAnswers.Answer answer = link.dependencies().market().answer(request, "data.symbol");
            if (answer != null) {
                link.respond(id, answer.type(), answer.data());
            }
            return answer != null;
        } catch (ProtocolException refused) {
            link.refuse(id, refused.error());
            return true;
        }
    }

    /** The collective's answer to a trading request. */
    void onReply(CollectiveReply reply) {
        Optional<Entry> entry = take(reply.ticket());
        entry.ifPresent(asked -> link.send(TradingAnswers.frame(asked.id(), reply, link.now())));
    }

    /** The Connection's answer, or a message of its own. */
    void onRespond(SocketCommand.Respond respond) {
        if (respond.ticket() == 0 || take(respond.ticket()).isPresent()) {
            pace.follow(Frame.text(respond.frame()));
        }
    }

    private Optional<Entry> take(long ticket) {
        unanswered = 0;
        Optional<Entry> entry = outstanding.remove(ticket);
        if (entry.isEmpty()) {
            link.metrics().late();
        }
        return entry;
    }

    /** The Connection has said something unasked. */
    void onWord() {
        unanswered = 0;
    }

    @Override
    public boolean isBusy() {
        return outstanding.isFull();
    }

    @Override
    public long deadline() {
        return outstanding.nextDeadline().orElse(Long.MAX_VALUE);
    }

    /** Answers what is past its deadline. A Connection that says nothing at all has forgotten this socket: the client has to come back. */
    @Override
    public @Nullable CloseCode look(long now) {
        if (now < deadline()) {
            return null;
        }
        for (Entry entry : outstanding.removeExpired(now)) {
            unanswered++;
            link.metrics().expired();
            boolean isTrading = Outstanding.isTrading(entry.request());
            link.refuse(entry.id(), isTrading ? TradingAnswers.outcomeUnknown() : TradingAnswers.overloaded());
        }
        return unanswered >= SILENCE ? CloseCode.INTERNAL : null;
    }

    /** Tells the Connection that it may write more frames of events. */
    void giveCredit(int frames) {
        connection.tell(new ConnectionCommand.Credit(generation, frames));
    }

    /** Tells the Connection that the socket is gone. */
    void gone(SocketEnd end) {
        connection.tell(new ConnectionCommand.SocketGone(generation, end.reason(), end.logout()));
    }
}
