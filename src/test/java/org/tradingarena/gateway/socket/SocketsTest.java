package org.tradingarena.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.gateway.transport.Inbound;
import org.tradingarena.protocol.CloseCode;

/** The end of all sockets of a node. */
@Tag("actor")
class SocketsTest {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private SocketBench bench;
    private ActorRef<Sockets.Command> sockets;
    private TestProbe<Done> done;

    @BeforeEach
    void start() throws Exception {
        bench = new SocketBench();
        sockets = bench.kit.spawn(Sockets.create(bench.dependencies()));
        done = bench.kit.createTestProbe(Done.class);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private FakeSink open() throws InterruptedException {
        FakeSink sink = new FakeSink();
        SocketLimits.Lease lease =
                bench.limits.admit("alpha", InetAddress.getLoopbackAddress()).orElseThrow();
        sockets.tell(new Sockets.Open("alpha", sink, lease));
        sink.next();
        return sink;
    }

    private static long closed(List<FakeSink> sinks) {
        return sinks.stream().filter(sink -> !sink.isOpen()).count();
    }

    private void awaitClosed(List<FakeSink> sinks, int many) {
        await().untilAsserted(() -> assertThat(closed(sinks)).isEqualTo(many));
    }

    @Test
    void clients_are_told_and_after_the_grace_closed_in_waves() throws Exception {
        List<FakeSink> sinks = List.of(open(), open(), open(), open(), open());

        sockets.tell(new Sockets.Shutdown(GRACE, 2, done.ref()));
        for (FakeSink sink : sinks) {
            assertThat(sink.next()).contains("server_shutdown");
        }
        assertThat(closed(sinks)).isZero();

        bench.time.timePasses(GRACE);
        awaitClosed(sinks, 2);
        bench.time.timePasses(Duration.ofMillis(100));
        awaitClosed(sinks, 4);
        bench.time.timePasses(Duration.ofMillis(100));
        awaitClosed(sinks, 5);

        done.expectNoMessage();
        sinks.forEach(sink -> sink.tell(new Inbound.Ended(CloseCode.GOING_AWAY.number(), false)));
        done.expectMessageClass(Done.class);
    }

    @Test
    void who_comes_while_the_server_stops_is_sent_away() throws Exception {
        open();
        sockets.tell(new Sockets.Shutdown(GRACE, 2, done.ref()));
        FakeSink late = new FakeSink();
        sockets.tell(new Sockets.Open(
                "alpha",
                late,
                bench.limits.admit("alpha", InetAddress.getLoopbackAddress()).orElseThrow()));
        await().until(() -> !late.isOpen());
    }
}
