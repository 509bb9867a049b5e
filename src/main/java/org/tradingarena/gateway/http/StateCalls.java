package org.tradingarena.gateway.http;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.Query;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.gateway.http.access.Caller;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.InitialState;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.Wire;

/**
 * The state over HTTP, as {@code get_initial_state} tells it (protocol sections 5 and 10). There is no socket and no session: {@code
 * connection} has no id and no counts, and {@code subscriptions} are the two private rooms, whose events HTTP tells.
 */
final class StateCalls {
    private static final int NOT_MODIFIED = 304;

    private final HttpDependencies dependencies;
    private final ClientDoor door;

    StateCalls(HttpDependencies dependencies, ClientDoor door) {
        this.dependencies = dependencies;
        this.door = door;
    }

    CompletionStage<HttpResponse> get(Caller caller, HttpRequest request) {
        Set<Include> include = include(request.getUri().query());
        return door.check(caller)
                .thenCompose(this::read)
                .thenApply(state -> isKnown(request, state)
                        ? tagged(HttpResponse.create().withStatus(NOT_MODIFIED), state)
                        : tagged(Answers.ok(body(caller, state, include)), state));
    }

    /** The words of all parameters of this name, parted by commas. */
    private static Set<Include> include(Query query) {
        List<String> words = query.getAll("include").stream()
                .filter(list -> !list.isEmpty())
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .toList();
        String data = Wire.bare(json -> json.texts("include", words));
        return RequestParser.body("get_initial_state", data) instanceof Request.GetInitialState get
                ? get.include()
                : EnumSet.allOf(Include.class);
    }

    /** The state as of the head, for a caller whose key is known to be good. */
    CompletionStage<CollectiveReply.State> read(Caller caller) {
        return AskPattern.<CollectiveCommand, CollectiveReply>ask(
                        dependencies.collectives().apply(caller.collective()),
                        replyTo -> new CollectiveCommand.GetState(0, replyTo),
                        dependencies.settings().askTimeout(),
                        dependencies.system().scheduler())
                .thenApply(reply -> {
                    if (reply instanceof CollectiveReply.State state) {
                        return state;
                    }
                    throw new ProtocolException(Answers.overloaded());
                });
    }

    /** The data of {@code initial_state}. */
    JsonBody body(Caller caller, CollectiveReply.State state, Set<Include> include) {
        List<Room> rooms = List.of(new Room.Orders(caller.collective()), new Room.Portfolio(caller.collective()));
        InitialState.Socket none = new InitialState.Socket(null, caller.clientId(), null, 0, 0, 0, 0, 0);
        return new InitialState(state.state(), state.stateHash(), dependencies.marks(), include, rooms, none).full();
    }

    private static HttpResponse tagged(HttpResponse response, CollectiveReply.State state) {
        return response.addHeader(RawHeader.create("ETag", "W/\"" + state.stateHash() + "\""))
                .addHeader(RawHeader.create("Cache-Control", "private, no-cache"));
    }

    /** Whether the client holds this state, by weak comparison (RFC 9110, section 13.1.2). */
    private static boolean isKnown(HttpRequest request, CollectiveReply.State state) {
        return request.getHeader("If-None-Match").stream()
                .flatMap(header -> Arrays.stream(header.value().split(",", -1)))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals("*") || tag.equals("\"" + state.stateHash() + "\""));
    }
}
