package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.testing.CertificateAuthority;
import org.tradingarena.testing.CertificateAuthority.NodeFiles;

/**
 * Nodes speak TLS, and only with nodes. The one node has the collectives and the other one the clients, so that every order of this test
 * crosses from one to the other.
 */
@Tag("slow")
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTlsIT {
    private static final int CORE = 0;
    private static final int GATEWAY = 1;
    private static final int STRANGER = 2;
    private static final String SHARED_NAME = "arena";
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 0x03;
    private static final int SILENCE_MILLIS = 1_000;
    private static final Duration GIVING_UP = Duration.ofSeconds(90);
    private static final String SETTINGS = "arena.cluster.tls.refresh = 1s";
    private static final String IMPATIENT = "pekko.cluster.shutdown-after-unsuccessful-join-seed-nodes = 10s";

    /** What began on the wires between nodes, and whether any of it could be read. */
    private final List<byte[]> beginnings = new CopyOnWriteArrayList<>();

    private final AtomicLong passed = new AtomicLong();
    private final List<String> readable = new CopyOnWriteArrayList<>();

    private ArenaCluster cluster;
    private Arena arena;
    private CertificateAuthority authority;
    private NodeFiles ofCore;
    private WireClient trader;

    @BeforeAll
    void begin(@TempDir Path directory) {
        authority = new CertificateAuthority(directory, "ours");
        cluster = new ArenaCluster("cluster-tls", directory, 3, 1, SETTINGS);
        arena = Arena.of(cluster);
        cluster.network().tap(this::passes);
        ofCore = authority.node("node-1", SHARED_NAME);
        cluster.node(CORE).reconfigure(ofCore.config() + "arena.cluster.roles = [core]");
        cluster.node(GATEWAY)
                .reconfigure(authority.node("node-2", SHARED_NAME).config() + "arena.cluster.roles = [gateway]");
        cluster.node(STRANGER)
                .reconfigure(new CertificateAuthority(directory, "theirs")
                                .node("node-3", SHARED_NAME)
                                .config()
                        + IMPATIENT);
        cluster.node(CORE).begin();
        cluster.node(GATEWAY).begin();
        cluster.node(CORE).awaitReady();
        cluster.node(GATEWAY).awaitReady();
        cluster.shut(CORE);
        cluster.shut(STRANGER);
        trader = arena.client("anna", "bot", arena.open("anna"));
        trader.signIn();
    }

    private void passes(byte[] bytes, boolean first) {
        passed.addAndGet(bytes.length);
        if (first) {
            beginnings.add(bytes);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.contains("pekko://") || text.contains("BTC/USD") || text.contains("tradingarena")) {
            readable.add(text);
        }
    }

    @AfterAll
    void end() {
        arena.close();
    }

    private void placeAnOrder() {
        JsonNode order = Orders.place(trader, Orders.limit("buy", "0.01", "10"));
        trader.expect("cancel_order", WireJson.object().set("order_id", order.path("order_id")));
    }

    @Test
    void orders_cross_from_node_to_node_and_nobody_between_can_read_them() {
        long before = passed.get();
        placeAnOrder();
        assertThat(passed.get()).as("bytes between the nodes").isGreaterThan(before);
        assertThat(beginnings).isNotEmpty().allSatisfy(bytes -> {
            assertThat(bytes[0]).isEqualTo((byte) TLS_HANDSHAKE);
            assertThat(bytes[1]).isEqualTo((byte) TLS_MAJOR);
        });
        assertThat(readable).isEmpty();
    }

    @Test
    void a_node_of_another_authority_cannot_join_says_why_and_hurts_nobody() {
        ArenaProcess stranger = cluster.node(STRANGER);
        stranger.begin();
        Waiting.until("the stranger gives up", GIVING_UP, () -> {
            placeAnOrder();
            return !stranger.isAlive();
        });
        assertThat(stranger.awaitEnd(GIVING_UP)).isEqualTo(1);
        assertThat(stranger.logLines())
                .filteredOn(line -> line.startsWith("arena "))
                .singleElement()
                .asString()
                .startsWith("arena cannot start: none of the nodes in arena.cluster.seeds")
                .contains("127.0.0.1:" + cluster.network().port(CORE)
                        + " has a certificate that arena.cluster.tls.authority did not sign");
    }

    @Test
    void who_has_no_certificate_of_a_node_is_refused() throws IOException {
        assertThat(afterTheHandshake(Optional.of(ofCore))).isEqualTo("silence");
        assertThat(afterTheHandshake(Optional.empty())).isEqualTo("refused");
        NodeFiles other = authority.node("a-web-server", "www");
        assertThat(afterTheHandshake(Optional.of(other))).isEqualTo("refused");
        placeAnOrder();
    }

    /** What a node does with somebody who trusts it, and shows this certificate. */
    private String afterTheHandshake(Optional<NodeFiles> shown) throws IOException {
        try (SSLSocket socket = handshake(shown)) {
            socket.setSoTimeout(SILENCE_MILLIS);
            return socket.getInputStream().read() < 0 ? "refused" : "said something";
        } catch (SSLException | SocketException refused) {
            return "refused";
        } catch (SocketTimeoutException silent) {
            return "silence";
        }
    }

    private SSLSocket handshake(Optional<NodeFiles> shown) throws IOException {
        SSLSocket socket = (SSLSocket) authority
                .context(shown)
                .getSocketFactory()
                .createSocket(connect(), "127.0.0.1", cluster.network().port(CORE), true);
        socket.startHandshake();
        return socket;
    }

    /** From the place of a node. */
    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(NodeNetwork.address(STRANGER)), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", cluster.network().port(CORE)));
        socket.setSoTimeout((int) Waiting.PATIENCE.toMillis());
        return socket;
    }

    @Test
    void what_speaks_no_tls_is_hung_up_on() throws IOException {
        for (String magic : List.of("AKKA", "PEKK")) {
            try (Socket plain = connect()) {
                plain.getOutputStream().write((magic + "\1\4\0\0\0oops").getBytes(StandardCharsets.ISO_8859_1));
                byte[] answer = plain.getInputStream().readAllBytes();
                assertThat(answer.length).as("an alert at most").isLessThan(16);
            } catch (SocketException reset) {
                // that is hung up, too
            }
        }
        placeAnOrder();
    }

    @Test
    void a_certificate_that_was_renewed_is_shown_without_a_restart() throws IOException {
        NodeFiles renewed = authority.node("node-1", SHARED_NAME);
        assertThat(shown()).isNotEqualTo(renewed.shown());
        ofCore.replaceBy(renewed);
        Waiting.until("the new certificate", () -> shown().equals(renewed.shown()));
        assertThat(afterTheHandshake(Optional.of(renewed))).isEqualTo("silence");
        placeAnOrder();
    }

    private Certificate shown() {
        try (SSLSocket socket = handshake(Optional.of(ofCore))) {
            return socket.getSession().getPeerCertificates()[0];
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
