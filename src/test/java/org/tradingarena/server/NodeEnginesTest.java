package org.tradingarena.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.testing.CertificateAuthority;
import org.tradingarena.testing.CertificateAuthority.NodeFiles;

/** Two engines shake hands in memory; the clock is the test's. */
class NodeEnginesTest {
    private static final Duration REFRESH = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private final AtomicLong nanos = new AtomicLong();

    private NodeEngines engines(NodeFiles files) {
        Config config = ConfigFactory.parseString(files.config());
        return new NodeEngines(() -> NodeCertificates.of(config), REFRESH, nanos::get);
    }

    private void refreshIsDue() {
        nanos.addAndGet(REFRESH.toNanos());
    }

    /** What the client is shown by a server; each has accepted the other. */
    private static Certificate shown(NodeEngines server, NodeEngines client) throws SSLException {
        Pair pair = shakeHands(server, client);
        assertThat(server.verifyServerSession("", pair.server()).isEmpty()).isTrue();
        assertThat(client.verifyClientSession("", pair.client()).isEmpty()).isTrue();
        return pair.client().getPeerCertificates()[0];
    }

    private record Pair(SSLSession server, SSLSession client) {}

    private static Pair shakeHands(NodeEngines server, NodeEngines client) throws SSLException {
        SSLEngine accepting = server.createServerSSLEngine("0.0.0.0", 1);
        SSLEngine connecting = client.createClientSSLEngine("node", 1);
        ByteBuffer toServer = ByteBuffer.allocate(100_000);
        ByteBuffer toClient = ByteBuffer.allocate(100_000);
        accepting.beginHandshake();
        connecting.beginHandshake();
        while (isShaking(accepting) || isShaking(connecting)) {
            advance(connecting, toClient, toServer);
            advance(accepting, toServer, toClient);
        }
        return new Pair(accepting.getSession(), connecting.getSession());
    }

    private static boolean isShaking(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void advance(SSLEngine engine, ByteBuffer from, ByteBuffer to) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), to);
            default -> {
                from.flip();
                engine.unwrap(from, ByteBuffer.allocate(100_000));
                from.compact();
            }
        }
    }

    @Test
    void a_certificate_that_was_replaced_is_used_when_the_refresh_is_due() throws SSLException {
        CertificateAuthority authority = new CertificateAuthority(directory, "ours");
        NodeFiles files = authority.node("node-1", "arena");
        NodeEngines server = engines(files);
        NodeEngines client = engines(authority.node("node-2", "arena"));
        assertThat(shown(server, client)).isEqualTo(files.shown());
        NodeFiles renewed = authority.node("node-1", "arena");
        files.replaceBy(renewed);
        assertThat(shown(server, client)).isEqualTo(files.shown());
        refreshIsDue();
        assertThat(shown(server, client)).isEqualTo(renewed.shown());
    }

    @Test
    void while_files_do_not_fit_together_those_of_before_stay_in_use() throws SSLException {
        CertificateAuthority authority = new CertificateAuthority(directory, "ours");
        NodeFiles files = authority.node("node-1", "arena");
        NodeEngines server = engines(files);
        NodeEngines client = engines(authority.node("node-2", "arena"));
        NodeFiles renewed = authority.node("node-1", "arena");
        files.replaceKeyBy(renewed);
        refreshIsDue();
        assertThat(shown(server, client)).isEqualTo(files.shown());
        files.replaceBy(renewed);
        refreshIsDue();
        assertThat(shown(server, client)).isEqualTo(renewed.shown());
    }

    @Test
    void keys_may_be_elliptic_on_one_side() throws SSLException {
        CertificateAuthority authority = new CertificateAuthority(directory, "ours");
        NodeFiles elliptic = authority.issue("CN=node-1", List.of("arena"), "EC", Instant.now());
        NodeEngines client = engines(authority.node("node-2", "arena"));
        assertThat(shown(engines(elliptic), client)).isEqualTo(elliptic.shown());
    }

    @Test
    void both_sides_refuse_whom_they_share_no_name_with() throws SSLException {
        CertificateAuthority authority = new CertificateAuthority(directory, "ours");
        NodeEngines node = engines(authority.node("node-1", "arena"));
        NodeEngines other = engines(authority.node("www", "www"));
        Pair pair = shakeHands(node, other);
        assertThat(node.verifyServerSession("", pair.server()).isDefined()).isTrue();
        assertThat(other.verifyClientSession("", pair.client()).isDefined()).isTrue();
    }

    @Test
    void a_stranger_is_refused_in_the_handshake_whichever_side_he_is_on() {
        NodeEngines node = engines(new CertificateAuthority(directory, "ours").node("node-1", "arena"));
        NodeEngines stranger = engines(new CertificateAuthority(directory, "theirs").node("node-1", "arena"));
        assertThatThrownBy(() -> shakeHands(node, stranger)).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> shakeHands(stranger, node)).isInstanceOf(SSLException.class);
        SSLEngine accepting = node.createServerSSLEngine("", 1);
        assertThat(accepting.getNeedClientAuth()).isTrue();
        assertThat(accepting.getEnabledProtocols()).containsExactly("TLSv1.3");
    }
}
