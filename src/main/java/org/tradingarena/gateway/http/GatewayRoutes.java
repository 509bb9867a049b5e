package org.tradingarena.gateway.http;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.handleExceptions;
import static org.apache.pekko.http.javadsl.server.Directives.handleRejections;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.withRequestTimeoutResponse;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Allow;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.MethodRejection;
import org.apache.pekko.http.javadsl.server.Rejection;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;
import org.tradingarena.gateway.http.access.AccessSettings;
import org.tradingarena.gateway.http.access.Rates;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;

/** All routes of the arena. */
public final class GatewayRoutes {
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final ArenaError NO_CLIENTS_HERE = ArenaError.of(
            ErrorCode.NOT_FOUND,
            "This node serves no clients, only health and metrics: it has not the role gateway. Call one that has it");

    private final SocketRoutes sockets;
    private final AdminRoutes admin;
    private final ReconnectionRoutes reconnection;
    private final MarketRoutes market;
    private final ClientRoutes clients;
    private final Rates<InetAddress> rates;
    private final OperationsRoutes operations;
    private final boolean servesClients;

    /** The routes over these surroundings. */
    public GatewayRoutes(HttpDependencies dependencies) {
        sockets = new SocketRoutes(dependencies);
        admin = new AdminRoutes(dependencies);
        reconnection = new ReconnectionRoutes(dependencies);
        market = new MarketRoutes(dependencies);
        clients = new ClientRoutes(dependencies);
        operations = new OperationsRoutes(dependencies);
        servesClients = dependencies.servesClients();
        AccessSettings access = dependencies.settings().access();
        rates = new Rates<>(access.perAddress(), access.ratesRemembered(), dependencies.nanoTime());
    }

    /** The whole route: every request gets an answer of ours. */
    public Route routes() {
        Route all = servesClients ? forClients() : operations.routes();
        Route sealed = handleExceptions(failures(), () -> handleRejections(rejections(), () -> all));
        return withRequestTimeoutResponse(request -> Answers.error(Answers.overloaded()), () -> sealed);
    }

    private Route forClients() {
        Route api = concat(pathPrefix("admin", admin::routes), limited(concat(clients.routes(), market.routes())));
        Route sessions = pathPrefix("reconnection", () -> admin.forAdmins(reconnection.routes()));
        return concat(
                sockets.routes(), pathPrefix(segment("api").slash("v1"), () -> api), sessions, operations.routes());
    }

    private Route limited(Route calls) {
        return extractRequest(request -> {
            Addresses.counted(request).ifPresent(rates::take);
            return calls;
        });
    }

    /** Ends what would go on for ever: the server stops. */
    public void stop() {
        clients.stop();
    }

    private static ExceptionHandler failures() {
        return ExceptionHandler.newBuilder()
                .matchAny(failure -> complete(Answers.failure(failure)))
                .build();
    }

    private RejectionHandler rejections() {
        return RejectionHandler.newBuilder()
                .handleAll(MethodRejection.class, refused -> complete(wrongMethod(refused)))
                .handleAll(Rejection.class, refused -> complete(malformed()))
                .handleNotFound(complete(Answers.error(servesClients ? Answers.NOTHING_HERE : NO_CLIENTS_HERE)))
                .build();
    }

    private static HttpResponse wrongMethod(List<MethodRejection> refused) {
        List<HttpMethod> allowed =
                refused.stream().map(MethodRejection::supported).distinct().toList();
        String names = allowed.stream().map(HttpMethod::value).collect(Collectors.joining(", "));
        ArenaError error = ArenaError.of(ErrorCode.INVALID_MESSAGE, "Only " + names + " here");
        return Answers.error(METHOD_NOT_ALLOWED, error).addHeader(Allow.create(allowed.toArray(HttpMethod[]::new)));
    }

    private static HttpResponse malformed() {
        return Answers.error(ArenaError.of(ErrorCode.INVALID_MESSAGE, "The request is malformed"));
    }
}
