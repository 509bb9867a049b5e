package org.tradingarena.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tradingarena.it.FaultPlan.Direction;

/** The bad network does what its plans say, and counts what it has done. */
class ChaosProxyTest {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int MOMENT_MILLIS = 100;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
    private static final String SIGNED_IN = "{\"id\":\"1\",\"type\":\"authenticated\",\"data\":{}}";

    private final ServerSocket listening = listen();
    private final Deque<AutoCloseable> open = new ArrayDeque<>(List.of(listening));

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private ChaosProxy proxy(FaultPlan... plans) {
        Deque<FaultPlan> left = new ArrayDeque<>(List.of(plans));
        ChaosProxy proxy = ChaosProxy.inFrontOf(
                listening.getLocalPort(), 1, random -> left.size() > 1 ? left.removeFirst() : left.getFirst());
        proxy.refuseNobodyByChance();
        open.addFirst(proxy);
        return proxy;
    }

    private static FaultPlan carrying() {
        return FaultPlan.striking(Fault.RESET, Direction.UP, NEVER);
    }

    /** Both ends of a connection through the proxy. */
    private record Ends(Socket client, Socket server) {}

    private Ends connect(ChaosProxy proxy) throws IOException {
        Socket client = client(proxy);
        Socket server = listening.accept();
        server.setSoTimeout(PATIENCE_MILLIS);
        open.addFirst(server);
        return new Ends(client, server);
    }

    private Socket client(ChaosProxy proxy) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        open.addFirst(client);
        return client;
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void assertStillOpenAndSilent(Socket socket) throws IOException {
        socket.setSoTimeout(MOMENT_MILLIS);
        InputStream in = socket.getInputStream();
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void bytes_go_both_ways_unchanged_however_slowly_and_in_whatever_pieces() throws IOException {
        ChaosProxy proxy = proxy(carrying().dribbling(300, Duration.ofMillis(1)));
        Ends ends = connect(proxy);
        byte[] up = random(100_000);
        byte[] down = random(90_000);

        Thread.ofVirtual().start(() -> {
            try {
                write(ends.client(), up);
                ends.client().shutdownOutput();
            } catch (IOException shown) {
                // by what does not arrive
            }
        });
        assertThat(ends.server().getInputStream().readAllBytes()).isEqualTo(up);
        write(ends.server(), down);
        ends.server().close();
        assertThat(ends.client().getInputStream().readAllBytes()).isEqualTo(down);
        Waiting.until("the proxy lets go", () -> proxy.open() == 0);
        assertThat(proxy.counts().otherCuts()).isZero();
    }

    @Test
    void a_reset_strikes_after_exactly_so_many_bytes_and_both_sides_hear_of_it() throws IOException {
        ChaosProxy proxy = proxy(FaultPlan.striking(Fault.RESET, Direction.UP, 7));
        Ends ends = connect(proxy);
        write(ends.client(), random(20));

        assertThat(ends.server().getInputStream().readNBytes(7)).isEqualTo(Arrays.copyOf(random(20), 7));
        assertThatThrownBy(() -> ends.server().getInputStream().read()).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> ends.client().getInputStream().read()).isInstanceOf(SocketException.class);
        assertThat(proxy.counts().otherCuts()).isEqualTo(1);
        assertThat(proxy.counts().cuts()).isZero();
    }

    @Test
    void a_close_ends_both_sides_in_order() throws IOException {
        ChaosProxy proxy = proxy(FaultPlan.striking(Fault.CLOSE, Direction.DOWN, 5));
        Ends ends = connect(proxy);
        write(ends.server(), random(12));

        assertThat(ends.client().getInputStream().readAllBytes()).hasSize(5);
        assertThat(ends.server().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void half_open_to_the_client_the_server_is_gone_and_the_client_is_not_told() throws IOException {
        ChaosProxy proxy = proxy(FaultPlan.striking(Fault.HALF_OPEN_TO_CLIENT, Direction.UP, 3));
        Ends ends = connect(proxy);
        write(ends.client(), random(10));

        assertThat(ends.server().getInputStream().readAllBytes()).hasSize(3);
        write(ends.client(), random(10_000));
        assertStillOpenAndSilent(ends.client());
        ends.client().close();
        Waiting.until("the proxy lets go", () -> proxy.open() == 0);
    }

    @Test
    void half_open_to_the_server_the_client_is_gone_and_the_server_is_not_told() throws IOException {
        ChaosProxy proxy = proxy(FaultPlan.striking(Fault.HALF_OPEN_TO_SERVER, Direction.DOWN, 3));
        Ends ends = connect(proxy);
        write(ends.server(), random(10));

        assertThat(ends.client().getInputStream().readAllBytes()).hasSize(3);
        write(ends.server(), random(10_000));
        assertStillOpenAndSilent(ends.server());
        ends.server().close();
        Waiting.until("the proxy lets go", () -> proxy.open() == 0);
    }

    @Test
    void what_was_stalled_goes_on_and_has_its_next_plan() throws IOException {
        ChaosProxy proxy = proxy(
                FaultPlan.striking(Fault.STALL, Direction.UP, 4), FaultPlan.striking(Fault.CLOSE, Direction.UP, 6));
        Ends ends = connect(proxy);
        write(ends.client(), random(20));

        assertThat(ends.server().getInputStream().readAllBytes()).hasSize(10);
        assertThat(proxy.counts().otherCuts()).isEqualTo(1);
    }

    @Test
    void while_a_way_is_stalled_nothing_goes_that_way_and_everything_the_other() throws IOException {
        FaultPlan plan = new FaultPlan(
                Fault.STALL_AND_RESET,
                Direction.UP,
                true,
                4,
                false,
                Duration.ofHours(1),
                EnumSet.of(Direction.UP),
                0,
                Duration.ZERO);
        ChaosProxy proxy = proxy(plan);
        Ends ends = connect(proxy);
        write(ends.client(), random(20));

        assertThat(ends.server().getInputStream().readNBytes(4)).hasSize(4);
        assertStillOpenAndSilent(ends.server());
        write(ends.server(), random(30));
        assertThat(ends.client().getInputStream().readNBytes(30)).isEqualTo(random(30));
        proxy.close();
        Waiting.until("nobody is held after the end", () -> proxy.open() == 0);
    }

    @Test
    void a_fault_between_frames_waits_for_the_end_of_the_frame_under_way() throws IOException {
        ChaosProxy proxy = proxy(FaultPlan.striking(Fault.CLOSE, Direction.DOWN, 5)
                .onceSignedIn()
                .betweenTwoFrames());
        Ends ends = connect(proxy);
        byte[] first = frame("the first frame after it");
        for (byte[] sent : List.of(UPGRADED.getBytes(ISO_8859_1), frame(SIGNED_IN), first, frame("the second"))) {
            write(ends.server(), sent);
        }
        byte[] got = ends.client().getInputStream().readAllBytes();
        assertThat(new String(got, ISO_8859_1)).endsWith(new String(first, ISO_8859_1));
        assertThat(proxy.counts().cuts()).isEqualTo(1);
        assertThat(proxy.counts().cutsInFrame()).isZero();
    }

    @Test
    void only_what_ends_a_socket_that_is_signed_in_counts_as_a_cut() throws IOException {
        ChaosProxy proxy = proxy(
                FaultPlan.striking(Fault.RESET, Direction.DOWN, 10),
                FaultPlan.striking(Fault.RESET, Direction.DOWN, 10).onceSignedIn(),
                FaultPlan.striking(Fault.CLOSE, Direction.DOWN, 12).onceSignedIn());
        signInAndTalk(connect(proxy), frame("0123456789"));
        assertThat(proxy.counts().signIns()).isZero();
        assertThat(proxy.counts().cuts()).isZero();

        signInAndTalk(connect(proxy), frame("0123456789"));
        assertThat(proxy.counts().of(Fault.RESET)).isEqualTo(1);
        assertThat(proxy.counts().cutsInFrame()).isEqualTo(1);

        signInAndTalk(connect(proxy), frame("0123456789"), frame("more"));
        assertThat(proxy.counts().of(Fault.CLOSE)).isEqualTo(1);
        assertThat(proxy.counts().cutsInFrame())
                .as("this one was between two frames")
                .isEqualTo(1);
        assertThat(proxy.counts().cuts()).isEqualTo(2);
        assertThat(proxy.counts().signIns()).isEqualTo(2);
    }

    /** Sends each piece once the one before has gone through; then waits for the end. */
    private static void signInAndTalk(Ends ends, byte[]... frames) throws IOException {
        List<byte[]> pieces = Stream.concat(
                        Stream.of(UPGRADED.getBytes(ISO_8859_1), frame(SIGNED_IN)), Stream.of(frames))
                .toList();
        try {
            for (byte[] piece : pieces) {
                write(ends.server(), piece);
                ends.client().getInputStream().readNBytes(piece.length);
            }
            assertThat(ends.client().getInputStream().read()).isEqualTo(-1);
        } catch (SocketException reset) {
            assertThat(ends.client().isConnected()).isTrue();
        }
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[2 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 2, payload.length);
        return frame;
    }

    @Test
    void who_is_turned_away_is_reset_and_counted_and_so_is_who_finds_no_server() throws IOException {
        ChaosProxy proxy = proxy(carrying());
        proxy.refuse(Duration.ofHours(1));
        Socket refused = client(proxy);
        assertThatThrownBy(() -> refused.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThat(proxy.counts().refusals()).isEqualTo(1);

        proxy.refuse(Duration.ZERO);
        listening.close();
        Socket serverless = client(proxy);
        assertThatThrownBy(() -> serverless.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThat(proxy.counts().refusals()).isEqualTo(1);
    }

    @Test
    void a_calm_network_only_carries() throws IOException {
        ChaosProxy proxy = proxy(FaultPlan.striking(Fault.RESET, Direction.UP, 7));
        proxy.calm();
        Ends ends = connect(proxy);
        write(ends.client(), random(20_000));
        assertThat(ends.server().getInputStream().readNBytes(20_000)).isEqualTo(random(20_000));
    }

    @Test
    void frames_of_events_vanish_and_only_those() throws IOException {
        ChaosProxy proxy = proxy(carrying()).swallowing(1_000);
        Ends ends = connect(proxy);
        String page = "{'type':'reconnection_sync','data':{'events':[{'event_id':'e:1'}]}}".replace('\'', '"');
        String event = "{'type':'order_open','event_id':'e:2'}".replace('\'', '"');
        String answer =
                "{'id':'1','type':'replay','success':true,'data':{'events':[{'event_id':'e:1'}]}}".replace('\'', '"');
        for (byte[] sent :
                List.of(UPGRADED.getBytes(ISO_8859_1), frame(SIGNED_IN), frame(page), frame(event), frame(answer))) {
            write(ends.server(), sent);
        }
        ends.server().close();

        assertThat(new String(ends.client().getInputStream().readAllBytes(), ISO_8859_1))
                .contains(UPGRADED, SIGNED_IN, page, answer)
                .doesNotContain(event);
        assertThat(proxy.counts().swallowedFrames()).isEqualTo(1);
    }

    @Test
    void a_network_without_sockets_forbids_upgrades_and_carries_the_rest() throws IOException {
        ChaosProxy proxy = proxy(carrying()).withoutSockets();
        Ends plain = connect(proxy);
        byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1);
        write(plain.client(), request);
        assertThat(plain.server().getInputStream().readNBytes(request.length)).isEqualTo(request);

        write(plain.client(), "GET /ws HTTP/1.1\r\nUpgr".getBytes(ISO_8859_1));
        write(plain.client(), "ade: WebSocket\r\n\r\n".getBytes(ISO_8859_1));
        assertThat(new String(plain.client().getInputStream().readAllBytes(), ISO_8859_1))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void the_meter_knows_where_frames_of_all_lengths_begin_and_end() {
        for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536}) {
            for (boolean masked : new boolean[] {false, true}) {
                byte[] frame = frame(length, masked);
                WebSocketMeter meter = new WebSocketMeter();
                byte[] head = UPGRADED.getBytes(ISO_8859_1);
                meter.take(head, 0, head.length);
                for (int i = 0; i < frame.length; i++) {
                    assertThat(meter.withinFrame()).isEqualTo(i > 0);
                    meter.take(frame, i, 1);
                }
                assertThat(meter.withinFrame()).as(length + " bytes").isFalse();
            }
        }
    }

    private static byte[] frame(int length, boolean masked) {
        ByteBuffer frame = ByteBuffer.allocate(length + 14).put((byte) 0x82);
        int mask = masked ? 0x80 : 0;
        if (length < 126) {
            frame.put((byte) (mask | length));
        } else if (length < 65_536) {
            frame.put((byte) (mask | 126)).putShort((short) length);
        } else {
            frame.put((byte) (mask | 127)).putLong(length);
        }
        frame.put(new byte[(masked ? 4 : 0) + length]);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    @Test
    void a_seed_draws_the_same_plans_again_and_every_fault_in_time() {
        List<FaultPlan> plans = plans(new Random(42));
        assertThat(plans).isEqualTo(plans(new Random(42))).isNotEqualTo(plans(new Random(43)));
        assertThat(plans).extracting(FaultPlan::fault).contains(Fault.values());
        assertThat(plans)
                .allMatch(plan -> plan.afterBytes() >= 0 && !plan.stalled().isEmpty());
        assertThat(plans).anyMatch(FaultPlan::early).anyMatch(plan -> plan.dribble() > 0);
    }

    private static List<FaultPlan> plans(Random random) {
        return Stream.generate(() -> FaultPlan.draw(random)).limit(500).toList();
    }
}
