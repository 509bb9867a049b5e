package org.tradingarena.server;

import com.typesafe.config.Config;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * TLS 1.3 between nodes, on which both prove who they are. A peer needs a certificate of the authority that has a name in common with this
 * node's. Its address is not compared with the names: nodes come and go, and their addresses with them.
 *
 * <p>The files are read anew for the first connection after the refresh time. What does not fit together then, as while an operator
 * replaces one after the other, is left, with a warning, and what was there before stays in use until the next time.
 */
final class NodeEngines implements SSLEngineProvider {
    private static final Logger LOG = LoggerFactory.getLogger(NodeEngines.class);
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    private final Supplier<NodeCertificates> files;
    private final Duration refresh;
    private final LongSupplier nanoTime;
    private InUse inUse;
    private long readAt;

    private record InUse(NodeCertificates certificates, SSLContext context) {}

    /** As {@code arena.cluster.tls} of the system says; Pekko makes it. */
    NodeEngines(ActorSystem system) {
        this(system.settings().config());
    }

    private NodeEngines(Config config) {
        this(() -> NodeCertificates.of(config), config.getDuration("arena.cluster.tls.refresh"), System::nanoTime);
    }

    /** Throws {@link StartException} if the files do not fit together at first. */
    NodeEngines(Supplier<NodeCertificates> files, Duration refresh, LongSupplier nanoTime) {
        this.files = files;
        this.refresh = refresh;
        this.nanoTime = nanoTime;
        readAt = nanoTime.getAsLong();
        inUse = read();
    }

    private InUse read() {
        NodeCertificates certificates = files.get();
        return new InUse(certificates, certificates.context());
    }

    private synchronized InUse current() {
        long now = nanoTime.getAsLong();
        if (now - readAt >= refresh.toNanos()) {
            readAt = now;
            renew();
        }
        return inUse;
    }

    private void renew() {
        try {
            InUse newer = read();
            X509Certificate certificate = newer.certificates().certificate();
            if (!certificate.equals(inUse.certificates().certificate())) {
                LOG.info(
                        "a new certificate is in use, good until {}",
                        certificate.getNotAfter().toInstant());
            }
            inUse = newer;
        } catch (StartException unfit) {
            LOG.warn("the certificate stays as it was: {}", unfit.getMessage());
        }
    }

    @Override
    public SSLEngine createServerSSLEngine(String host, int port) {
        SSLEngine engine = engine(host, port);
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return engine;
    }

    @Override
    public SSLEngine createClientSSLEngine(String host, int port) {
        SSLEngine engine = engine(host, port);
        engine.setUseClientMode(true);
        return engine;
    }

    private SSLEngine engine(String host, int port) {
        SSLEngine engine = current().context().createSSLEngine(host, port);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    @Override
    public Option<Throwable> verifyClientSession(String host, SSLSession session) {
        return verify(session);
    }

    @Override
    public Option<Throwable> verifyServerSession(String host, SSLSession session) {
        return verify(session);
    }

    private Option<Throwable> verify(SSLSession session) {
        NodeCertificates own = current().certificates();
        try {
            Certificate[] shown = session.getPeerCertificates();
            return shown[0] instanceof X509Certificate theirs && own.sharesNameWith(theirs)
                    ? Option.empty()
                    : Option.apply(new SSLPeerUnverifiedException("its certificate has none of the names "
                            + NodeCertificates.names(own.certificate()) + " of this node's"));
        } catch (SSLPeerUnverifiedException without) {
            return Option.apply(without);
        }
    }
}
