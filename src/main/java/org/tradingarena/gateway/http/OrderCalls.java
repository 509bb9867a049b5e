package org.tradingarena.gateway.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.Query;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.collective.Verdict;
import org.tradingarena.gateway.http.access.Caller;
import org.tradingarena.gateway.socket.TradingAnswers;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.Views;
import org.tradingarena.protocol.Wire;
import org.tradingarena.session.TradingIntents;

/** Orders over HTTP: what the socket's requests of the same kind do, by the same parser, checks and rules (protocol sections 5, 6 and 10). */
final class OrderCalls {
    private final HttpDependencies dependencies;
    private final Bodies bodies;
    private final ClientDoor door;

    OrderCalls(HttpDependencies dependencies, Bodies bodies, ClientDoor door) {
        this.dependencies = dependencies;
        this.bodies = bodies;
        this.door = door;
    }

    CompletionStage<HttpResponse> place(Caller caller, HttpRequest request) {
        ClientDoor.requireTrader(caller);
        return door.check(caller)
                .thenCompose(entered -> bodies.text(request))
                .thenCompose(text -> switch (RequestParser.body("place_order", text)) {
                    case Request.PlaceOrder place ->
                        submit(caller, TradingIntents.place(place, caller.clientId(), dependencies.instruments()));
                    case Request other -> throw new IllegalStateException("not an order: " + other);
                });
    }

    CompletionStage<HttpResponse> cancel(Caller caller, String orderId) {
        ClientDoor.requireTrader(caller);
        String data = Wire.bare(json -> json.text("order_id", orderId));
        return door.check(caller).thenCompose(entered -> switch (RequestParser.body("cancel_order", data)) {
            case Request.CancelOrder cancel -> submit(caller, TradingIntents.cancel(cancel));
            case Request other -> throw new IllegalStateException("not a cancel: " + other);
        });
    }

    private CompletionStage<HttpResponse> submit(Caller caller, TradingIntents.Read read) {
        return switch (read) {
            case TradingIntents.Read.Refused refused ->
                CompletableFuture.completedStage(Answers.error(refused.error()));
            case TradingIntents.Read.Wanted wanted ->
                AskPattern.<CollectiveCommand, CollectiveReply>ask(
                                dependencies.collectives().apply(caller.collective()),
                                replyTo -> new CollectiveCommand.Submit(0, wanted.intent(), replyTo),
                                dependencies.settings().askTimeout(),
                                dependencies.system().scheduler())
                        .thenApply(OrderCalls::decided)
                        .exceptionally(OrderCalls::unanswered);
        };
    }

    /** It is on its way, and nobody knows how far it got. */
    private static HttpResponse unanswered(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? Answers.error(TradingAnswers.outcomeUnknown())
                : Answers.failure(failure);
    }

    private static HttpResponse decided(CollectiveReply reply) {
        return switch (reply) {
            case CollectiveReply.Decided decided -> answer(decided.verdict());
            case CollectiveReply.OutcomeUnknown unknown -> Answers.error(TradingAnswers.outcomeUnknown());
            case CollectiveReply.NotOpen notOpen -> Answers.error(ClientDoor.keyGone());
            default -> Answers.error(TradingAnswers.overloaded());
        };
    }

    private static HttpResponse answer(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Placed placed -> {
                JsonBody body = json ->
                        json.object("order", Views.order(placed.order())).flag("duplicate", placed.duplicate());
                yield placed.duplicate() ? Answers.ok(body) : Answers.created(body);
            }
            case Verdict.CancelAccepted cancel -> Answers.ok(json -> json.object("order", Views.order(cancel.order())));
            case Verdict.Refused refused -> Answers.error(refused.error());
            default -> Answers.failure(new IllegalStateException("an order was answered with " + verdict));
        };
    }

    CompletionStage<HttpResponse> list(Caller caller, Query query) {
        String data = Wire.bare(json -> {
            Parameters.text(json, query, "status");
            query.get("symbol").ifPresent(symbol -> json.text("symbol", Parameters.symbol(symbol)));
            Parameters.integer(json, query, "limit");
            Parameters.text(json, query, "cursor");
        });
        if (!(RequestParser.body("get_orders", data) instanceof Request.GetOrders get)) {
            throw new IllegalStateException("not a question for orders: " + data);
        }
        TradingIntents.unknownSymbol(get.symbol(), dependencies.instruments()).ifPresent(unknown -> {
            throw new ProtocolException(unknown);
        });
        long before = get.before().orElseThrow(OrderCalls::foreignCursor);
        return door.check(caller)
                .thenCompose(entered -> AskPattern.<CollectiveCommand, CollectiveReply>ask(
                        dependencies.collectives().apply(caller.collective()),
                        replyTo -> new CollectiveCommand.GetOrders(
                                0, get.status().statuses(), get.symbol(), before, get.limit(), replyTo),
                        dependencies.settings().askTimeout(),
                        dependencies.system().scheduler()))
                .thenApply(OrderCalls::listed);
    }

    private static ProtocolException foreignCursor() {
        return new ProtocolException(
                ArenaError.field(ErrorCode.INVALID_MESSAGE, "cursor", "cursor is not one of ours"));
    }

    private static HttpResponse listed(CollectiveReply reply) {
        return reply instanceof CollectiveReply.Orders orders
                ? Answers.ok(json -> json.objects("orders", orders.orders(), Views::order)
                        .text("cursor", Request.GetOrders.cursorOf(orders.next())))
                : Answers.error(Answers.overloaded());
    }
}
