package org.tradingarena.gateway.http;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.SystemMaterializer;
import org.tradingarena.gateway.http.access.AccessSettings;
import org.tradingarena.gateway.http.access.Caller;
import org.tradingarena.gateway.http.access.Rates;
import org.tradingarena.gateway.http.access.Tokens;
import org.tradingarena.gateway.http.feed.FeedSettings;
import org.tradingarena.gateway.http.feed.Places;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Ids;

/** What clients do without a socket (protocol section 10): sign in, read their events and state, trade. */
final class ClientRoutes {
    private final ClientDoor door;
    private final Rates<InetAddress> signInRates;
    private final SignInCalls signIns;
    private final EventCalls events;
    private final EventStreams streams;
    private final StateCalls states;
    private final OrderCalls orders;

    ClientRoutes(HttpDependencies dependencies) {
        AccessSettings access = dependencies.settings().access();
        FeedSettings feed = dependencies.settings().feed();
        Bodies bodies = new Bodies(
                dependencies.settings().maxBodyBytes(),
                SystemMaterializer.get(dependencies.system()).materializer());
        Tokens tokens = new Tokens(dependencies.adminToken(), access.tokenLifetime(), dependencies.clock());
        Places polls =
                new Places("polls", feed.polls().perCollective(), feed.polls().perNode());
        Places open = new Places(
                "streams", feed.streams().perCollective(), feed.streams().perNode());
        dependencies.socketMetrics().watch("arena.gateway.http.polls", "Polls under way", polls::size);
        dependencies.socketMetrics().watch("arena.gateway.http.streams", "Open event streams", open::size);
        signInRates = new Rates<>(access.signInsPerAddress(), access.ratesRemembered(), dependencies.nanoTime());
        door = new ClientDoor(dependencies, tokens);
        signIns = new SignInCalls(dependencies, bodies, tokens);
        states = new StateCalls(dependencies, door);
        orders = new OrderCalls(dependencies, bodies, door);
        events = new EventCalls(dependencies.feed(), feed, polls);
        streams = new EventStreams(dependencies, dependencies.feed(), states, open);
    }

    /** Everything under {@code /api/v1/auth} and {@code /api/v1/collectives}. */
    Route routes() {
        Route challenge = path("challenge", () -> signIn(signIns::challenge));
        Route token = path("token", () -> signIn(signIns::token));
        Route collective = pathPrefix(segment("collectives").slash(segment()), this::ofCollective);
        return concat(pathPrefix("auth", () -> concat(challenge, token)), collective);
    }

    private Route signIn(Function<HttpRequest, CompletionStage<HttpResponse>> call) {
        return post(() -> extractRequest(request -> completeWithFuture(Answers.safely(() -> {
            Addresses.counted(request).ifPresent(signInRates::take);
            return call.apply(request);
        }))));
    }

    private Route ofCollective(String id) {
        if (!Ids.isCollective(id)) {
            return complete(Answers.error(ArenaError.of(ErrorCode.NOT_FOUND, "There is no such collective")));
        }
        Route poll = path(
                "events",
                () -> got(
                        id,
                        (caller, request) ->
                                events.poll(caller, request.getUri().query())));
        Route stream = path("stream", () -> got(id, streams::open));
        Route state = path("state", () -> got(id, states::get));
        Route list = got(
                id, (caller, request) -> orders.list(caller, request.getUri().query()));
        Route all = path("orders", () -> concat(list, posted(id, orders::place)));
        Route one = path(segment("orders").slash(segment()), orderId -> deleted(id, orderId));
        return concat(poll, stream, state, all, one);
    }

    private Route got(String id, BiFunction<Caller, HttpRequest, CompletionStage<HttpResponse>> call) {
        return get(() -> entered(id, call));
    }

    private Route posted(String id, BiFunction<Caller, HttpRequest, CompletionStage<HttpResponse>> call) {
        return post(() -> entered(id, call));
    }

    private Route deleted(String id, String orderId) {
        return delete(() -> entered(id, (caller, request) -> orders.cancel(caller, orderId)));
    }

    private Route entered(String id, BiFunction<Caller, HttpRequest, CompletionStage<HttpResponse>> call) {
        return extractRequest(request ->
                completeWithFuture(Answers.safely(() -> call.apply(door.enter(request, id), request))));
    }

    /** Ends all streams. */
    void stop() {
        streams.stop();
    }
}
