package org.tradingarena.server;

import com.typesafe.config.Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** After a node could not join: how each seed treats one that connects, in words for an operator. */
final class SeedCheck {
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(2).toMillis();

    private final Optional<NodeCertificates> certificates;
    private final String from;

    private SeedCheck(Config config) {
        certificates = ClusterConfig.usesTls(config) ? Optional.of(NodeCertificates.of(config)) : Optional.empty();
        from = config.getString("pekko.remote.artery.advanced.tcp.outbound-client-hostname");
    }

    /** Connects to the seeds, one after the other; takes at most some seconds a seed. */
    static String report(Config config) {
        ClusterConfig cluster = ClusterConfig.from(config);
        SeedCheck check;
        try {
            check = new SeedCheck(config);
        } catch (StartException unusable) {
            return String.valueOf(unusable.getMessage());
        }
        return cluster.seeds().stream()
                .filter(seed -> !seed.equals(cluster.host() + ":" + cluster.port()))
                .map(seed -> seed + " " + check.connect(seed))
                .collect(Collectors.joining("; "));
    }

    private String connect(String seed) {
        int colon = seed.lastIndexOf(':');
        String host = seed.substring(0, colon);
        int port = Integer.parseInt(seed.substring(colon + 1));
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            return "has a name that is not known";
        }
        try (Socket plain = new Socket()) {
            if (!from.isEmpty()) {
                plain.bind(new InetSocketAddress(from, 0));
            }
            plain.connect(address, PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            return certificates.isPresent()
                    ? handshake(certificates.get(), plain, host, port)
                    : "can be connected to, but does not answer as a node of this cluster";
        } catch (SocketTimeoutException silent) {
            return "does not answer";
        } catch (IOException failed) {
            return "cannot be connected to (" + failed.getMessage() + ")";
        }
    }

    private static String handshake(NodeCertificates own, Socket plain, String host, int port) throws IOException {
        try (SSLSocket socket = (SSLSocket) own.context().getSocketFactory().createSocket(plain, host, port, true)) {
            socket.startHandshake();
            X509Certificate theirs = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            if (!own.sharesNameWith(theirs)) {
                return "has a certificate with the names " + NodeCertificates.names(theirs)
                        + ", of which this node's has none: " + NodeCertificates.names(own.certificate());
            }
            return refusal(socket);
        } catch (SSLException failed) {
            return isOfStranger(failed)
                    ? "has a certificate that arena.cluster.tls.authority did not sign"
                    : "does not speak TLS with this node (" + failed.getMessage() + ")";
        }
    }

    /** With TLS 1.3 a server tells only after the handshake what it thinks of our certificate. A node that accepts it says nothing. */
    private static String refusal(SSLSocket socket) throws IOException {
        try {
            socket.getInputStream().read();
            return "closes the connection";
        } catch (SSLException refused) {
            return "refuses this node's certificate (" + refused.getMessage() + ")";
        } catch (SocketTimeoutException silent) {
            return "accepts this node's certificate, but did not take it in";
        }
    }

    private static boolean isOfStranger(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                return true;
            }
        }
        return false;
    }
}
