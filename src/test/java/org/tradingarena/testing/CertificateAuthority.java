package org.tradingarena.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/** Issues certificates, and writes them as an operator has them: PEM files in one directory. */
public final class CertificateAuthority {
    private static final Duration LIFETIME = Duration.ofDays(2);
    private static final int RSA_BITS = 2048;
    private static final byte[] SHA256_WITH_RSA =
            Der.sequence(Der.object(0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B), Der.nothing());
    private static final byte[] BASIC_CONSTRAINTS = Der.object(0x55, 0x1D, 0x13);
    private static final byte[] ALTERNATIVE_NAMES = Der.object(0x55, 0x1D, 0x11);
    private static final int DNS_NAME = 0x82;
    private static final char[] PASSWORD = "of-a-test".toCharArray();

    private final Path directory;
    private final X500Principal name;
    private final KeyPair keys = keys("RSA");
    private final X509Certificate root;
    private int issued;

    /** A new authority that writes its files below a directory. */
    public CertificateAuthority(Path directory, String name) {
        this.directory = directory.resolve(name);
        this.name = new X500Principal("CN=" + name);
        byte[] isAuthority = Der.sequence(BASIC_CONSTRAINTS, Der.yes(), Der.octets(Der.sequence(Der.yes())));
        root = certificate(this.name, keys, Instant.now(), isAuthority);
        try {
            Files.createDirectories(this.directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The files of one node, in the form of {@code arena.cluster.tls}, and what is in them. */
    public record NodeFiles(Path key, Path certificate, Path authority, PrivateKey privateKey, X509Certificate shown) {
        /** What makes a node use them. */
        public String config() {
            return config(key, certificate, authority);
        }

        /** What makes a node use these files. */
        public static String config(Path key, Path certificate, Path authority) {
            return """
                    arena.cluster.tls { enabled = true, key = "%s", certificate = "%s", authority = "%s" }
                    """.formatted(key, certificate, authority);
        }

        /** Puts others in their place, each file at once. */
        public void replaceBy(NodeFiles newer) {
            replaceKeyBy(newer);
            replace(newer.certificate(), certificate);
        }

        /** The first half of it. */
        public void replaceKeyBy(NodeFiles newer) {
            replace(newer.key(), key);
        }

        private static void replace(Path newer, Path older) {
            try {
                Path beside = Files.copy(newer, older.resolveSibling(older.getFileName() + ".new"));
                Files.move(beside, older, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** For a node of this name, with a DNS name that all nodes share. */
    public NodeFiles node(String ownName, String sharedName) {
        return issue("CN=" + ownName, List.of(sharedName), "RSA", Instant.now());
    }

    /** For this subject with these DNS names and a new key of this kind, good for two days from a moment on. */
    public NodeFiles issue(String subject, List<String> dnsNames, String algorithm, Instant from) {
        KeyPair own = keys(algorithm);
        byte[][] names = dnsNames.stream()
                .map(dns -> Der.tagged(DNS_NAME, dns.getBytes(StandardCharsets.US_ASCII)))
                .toArray(byte[][]::new);
        X509Certificate shown = names.length == 0
                ? certificate(new X500Principal(subject), own, from)
                : certificate(
                        new X500Principal(subject),
                        own,
                        from,
                        Der.sequence(ALTERNATIVE_NAMES, Der.octets(Der.sequence(names))));
        String file = "node-" + ++issued;
        try {
            return new NodeFiles(
                    pem(file + ".key", "PRIVATE KEY", own.getPrivate().getEncoded()),
                    pem(file + ".crt", "CERTIFICATE", shown.getEncoded()),
                    pem("authority.crt", "CERTIFICATE", root.getEncoded()),
                    own.getPrivate(),
                    shown);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("RSA")) {
                generator.initialize(RSA_BITS);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** RFC 5280, section 4.1. */
    private X509Certificate certificate(X500Principal subject, KeyPair of, Instant from, byte[]... extensions) {
        byte[] version3 = Der.tagged(0xA0, Der.integer(new byte[] {2}));
        byte[] number = Der.integer(BigInteger.valueOf(System.nanoTime()).toByteArray());
        byte[] validity = Der.sequence(Der.time(from), Der.time(from.plus(LIFETIME)));
        byte[] extended = extensions.length == 0 ? new byte[0] : Der.tagged(0xA3, Der.sequence(extensions));
        byte[] said = Der.sequence(
                version3,
                number,
                SHA256_WITH_RSA,
                name.getEncoded(),
                validity,
                subject.getEncoded(),
                of.getPublic().getEncoded(),
                extended);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(said);
            byte[] whole = Der.sequence(said, SHA256_WITH_RSA, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Path pem(String file, String what, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return Files.writeString(
                directory.resolve(file), "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    /** For somebody who trusts this authority, and shows a certificate or none. */
    public SSLContext context(Optional<NodeFiles> shown) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", root);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            if (shown.isPresent()) {
                Certificate[] chain = {shown.get().shown(), root};
                store.setKeyEntry("own", shown.get().privateKey(), PASSWORD, chain);
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(managers.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
