package org.tradingarena.gateway.http;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;
import org.apache.pekko.http.javadsl.server.Route;
import org.tradingarena.gateway.socket.SocketLimits.Lease;
import org.tradingarena.gateway.socket.Sockets;
import org.tradingarena.gateway.transport.Frame;
import org.tradingarena.gateway.transport.WebSocketPipe;
import org.tradingarena.gateway.transport.WebSocketUpgrades;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Ids;
import org.tradingarena.protocol.Wire;

/** The address of sockets (protocol section 3). */
final class SocketRoutes {
    private static final String SUBPROTOCOL = "arena.v1";

    private final HttpDependencies dependencies;

    SocketRoutes(HttpDependencies dependencies) {
        this.dependencies = dependencies;
    }

    Route routes() {
        return path(segment("ws").slash("v1").slash(segment()), this::ofCollective);
    }

    private Route ofCollective(String collective) {
        return get(() -> extractRequest(request -> complete(open(request, collective))));
    }

    private HttpResponse open(HttpRequest request, String collective) {
        if (!Ids.isCollective(collective)) {
            return Answers.error(ArenaError.of(ErrorCode.NOT_FOUND, "This cannot be the id of a collective"));
        }
        return WebSocketUpgrades.offer(request)
                .map(offer -> upgrade(request, offer, collective))
                .orElseGet(() ->
                        Answers.error(ArenaError.of(ErrorCode.INVALID_MESSAGE, "This address is for WebSockets")));
    }

    private HttpResponse upgrade(HttpRequest request, WebSocketUpgrade offer, String collective) {
        WebSocketPipe pipe = new WebSocketPipe();
        Optional<Lease> lease = dependencies
                .socketLimits()
                .admit(collective, Addresses.of(request).orElse(null));
        if (lease.isPresent()) {
            dependencies.sockets().tell(new Sockets.Open(collective, pipe, lease.get()));
        } else {
            dependencies.socketMetrics().refused();
            ArenaError error = ArenaError.of(ErrorCode.CONNECTION_LIMIT, "Too many sockets");
            pipe.offer(Frame.text(Wire.error(null, error, dependencies.clock().instant())));
            pipe.close(CloseCode.CONNECTION_LIMIT);
        }
        return WebSocketUpgrades.accept(offer, SUBPROTOCOL, pipe, dependencies.transport());
    }
}
