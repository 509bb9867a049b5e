package org.tradingarena.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.Role;

/** The JDK's HTTP client. All clients of a program share its threads. */
final class JdkTransport implements Transport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ArenaHttp calls;
    private final URI socketAddress;
    private final String collectiveId;
    private final String clientId;
    private final ClientKey key;
    private final Role role;

    JdkTransport(URI server, ClientSettings settings, ClientKey key) {
        this.calls = new ArenaHttp(server, Shared.HTTP);
        this.collectiveId = settings.collectiveId();
        this.clientId = settings.clientId();
        this.role = settings.role();
        this.key = key;
        String address = server.toString().replaceFirst("^http", "ws").replaceFirst("/$", "");
        this.socketAddress = URI.create(address + "/ws/v1/" + collectiveId);
    }

    private static final class Shared {
        static final HttpClient HTTP = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    @Override
    public Socket open(Events events) {
        JdkSocket socket = new JdkSocket(events);
        var unused = Shared.HTTP
                .newWebSocketBuilder()
                .subprotocols("arena.v1")
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(socketAddress, socket)
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        events.notOpened(reason(failure));
                    }
                });
        return socket;
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WebSocketHandshakeException refused) {
            return "no socket: the upgrade was answered with status "
                    + refused.getResponse().statusCode();
        }
        if (cause instanceof ConnectException) {
            return "no socket: nobody answers at the address";
        }
        String message = cause.getMessage();
        return "no socket: " + (message == null ? cause.getClass().getSimpleName() : message);
    }

    @Override
    public CompletableFuture<Answer> call(HttpCall call) {
        return switch (call) {
            case HttpCall.SignIn signIn ->
                calls.signIn(collectiveId, clientId, key, role)
                        .thenApply(token -> bare(new JsonObject(Map.of("token", new JsonText(token)))));
            case HttpCall.Get get -> calls.read(get.path(), get.token(), Duration.ofSeconds(get.heldSeconds()));
            case HttpCall.Post post ->
                calls.post(post.path(), post.token(), post.body()).thenApply(JdkTransport::bare);
            case HttpCall.Delete delete ->
                calls.delete(delete.path(), delete.token()).thenApply(JdkTransport::bare);
        };
    }

    private static Answer bare(JsonObject body) {
        return new Answer(body, List.of());
    }
}
