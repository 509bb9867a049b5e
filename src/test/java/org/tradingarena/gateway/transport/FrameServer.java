package org.tradingarena.gateway.transport;

import static org.apache.pekko.http.javadsl.model.StatusCodes.BAD_REQUEST;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** A real port whose WebSockets are owned by test probes. */
final class FrameServer {
    /** A connection, as its owner sees it. */
    record Connection(WebSocketPipe pipe, TestProbe<Inbound> owner) {
        void echo(int messages) {
            for (int i = 0; i < messages; i++) {
                pipe.offer(
                        Frame.text(owner.expectMessageClass(Inbound.Text.class).text()));
            }
        }
    }

    private final ActorTestKit kit;
    private final TransportSettings settings;
    private final ServerBinding binding;
    private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();

    FrameServer(ActorTestKit kit, TransportSettings settings) throws Exception {
        this.kit = kit;
        this.settings = settings;
        this.binding = Http.get(kit.system())
                .newServerAt("127.0.0.1", 0)
                .bindSync(this::answer)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private HttpResponse answer(HttpRequest request) {
        return WebSocketUpgrades.offer(request)
                .map(offer -> {
                    WebSocketPipe pipe = new WebSocketPipe();
                    TestProbe<Inbound> owner = kit.createTestProbe();
                    pipe.attach(owner.ref());
                    connections.add(new Connection(pipe, owner));
                    return WebSocketUpgrades.accept(offer, "arena.v1", pipe, settings);
                })
                .orElseGet(() -> HttpResponse.create().withStatus(BAD_REQUEST));
    }

    int port() {
        return binding.localAddress().getPort();
    }

    /** The next connection that was made. */
    Connection accept() throws InterruptedException {
        Connection connection = connections.poll(10, TimeUnit.SECONDS);
        if (connection == null) {
            throw new AssertionError("nobody connected");
        }
        return connection;
    }

    void close() throws Exception {
        binding.terminate(Duration.ofSeconds(1)).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
