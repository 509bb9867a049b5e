package org.tradingarena.gateway.http;

import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Ids;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.SessionReply;

/** What operators see of sessions, and may do to them (protocol section 10). Admission is the caller's matter. */
final class ReconnectionRoutes {
    private static final ArenaError NO_SESSION = ArenaError.of(ErrorCode.NOT_FOUND, "This client has no session");

    private final SessionLists lists;
    private final SessionQuestions questions;
    private final ActorSystem<?> system;

    ReconnectionRoutes(HttpDependencies dependencies) {
        this.system = dependencies.system();
        this.questions = new SessionQuestions(dependencies);
        this.lists = new SessionLists(dependencies, questions);
    }

    /** Everything under {@code /reconnection}. */
    Route routes() {
        Route list = path("sessions", () -> get(() -> answered(this::list)));
        Route one =
                path(segment("sessions").slash(segment()), client -> get(() -> answered(call -> one(call, client))));
        Route heartbeat =
                path(segment("heartbeat").slash(segment()), client -> post(() -> answered(call -> beat(call, client))));
        Route simulate = path(
                segment("simulate-disconnect").slash(segment()),
                client -> post(() -> answered(call -> disconnect(call, client))));
        return concat(list, one, heartbeat, simulate);
    }

    private Route answered(Function<HttpRequest, CompletionStage<HttpResponse>> call) {
        return extractRequest(request -> {
            request.discardEntityBytes(system);
            return completeWithFuture(Answers.safe(called(request, call)));
        });
    }

    private static CompletionStage<HttpResponse> called(
            HttpRequest request, Function<HttpRequest, CompletionStage<HttpResponse>> call) {
        try {
            return call.apply(request);
        } catch (ProtocolException refused) {
            return CompletableFuture.failedStage(refused);
        }
    }

    private CompletionStage<HttpResponse> list(HttpRequest request) {
        return lists.page(SessionListInput.of(request.getUri().query())).thenApply(Answers::ok);
    }

    private CompletionStage<HttpResponse> one(HttpRequest request, String client) {
        return ask(request, client, ConnectionCommand.Describe::new);
    }

    private CompletionStage<HttpResponse> beat(HttpRequest request, String client) {
        return ask(request, client, ConnectionCommand.CountHeartbeat::new);
    }

    private CompletionStage<HttpResponse> disconnect(HttpRequest request, String client) {
        return ask(request, client, ConnectionCommand.SimulateDisconnect::new);
    }

    private CompletionStage<HttpResponse> ask(
            HttpRequest request, String client, Function<ActorRef<SessionReply>, ConnectionCommand> question) {
        String collective = SessionListInput.requireCollective(request.getUri().query());
        if (!Ids.isClient(client)) {
            return CompletableFuture.completedStage(Answers.error(NO_SESSION));
        }
        return questions.ask(collective, client, question).thenApply(reply -> answer(collective, client, reply));
    }

    private static HttpResponse answer(String collective, String client, SessionReply reply) {
        JsonBody whose = json -> json.text("client_id", client).text("collective_id", collective);
        return switch (reply) {
            case SessionReply.Described described ->
                Answers.ok(described.session().body());
            case SessionReply.HeartbeatCounted counted ->
                Answers.ok(json -> {
                    whose.write(json);
                    json.time("last_heartbeat_at", counted.at()).integer("heartbeats", counted.heartbeats());
                });
            case SessionReply.Disconnected done ->
                Answers.ok(json -> {
                    whose.write(json);
                    json.flag("disconnected", done.wasConnected());
                });
            case SessionReply.NoSession none -> Answers.error(NO_SESSION);
            case SessionReply.Overloaded overloaded -> Answers.error(Answers.overloaded());
        };
    }
}
