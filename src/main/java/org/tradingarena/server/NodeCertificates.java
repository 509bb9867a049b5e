package org.tradingarena.server;

import com.typesafe.config.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What the files of {@code arena.cluster.tls} hold: each one thing. What can be wrong with them is found when they are read, before a handshake
 * fails for a reason that only a log knows.
 */
record NodeCertificates(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    private static final String SETTINGS = "arena.cluster.tls";
    private static final int DNS_NAME = 2;
    private static final byte[] PROBE = "arena".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** Reads and checks them; throws {@link StartException} that names the setting. */
    static NodeCertificates of(Config config) {
        Config tls = config.getConfig(SETTINGS);
        Path keyFile = file(tls, "key");
        Path certificateFile = file(tls, "certificate");
        Path authorityFile = file(tls, "authority");
        X509Certificate certificate = readCertificate("certificate", certificateFile);
        X509Certificate authority = readCertificate("authority", authorityFile);
        PrivateKey key = readKey(keyFile, certificate.getPublicKey().getAlgorithm());
        if (!belongTogether(key, certificate)) {
            throw wrong("key", keyFile, "is not the key of the certificate");
        }
        if (!isSigned(certificate, authority)) {
            throw wrong("certificate", certificateFile, "is not signed by the authority");
        }
        if (names(certificate).isEmpty()) {
            throw wrong("certificate", certificateFile, "has no name (CN or DNS) that it could share with the others");
        }
        return new NodeCertificates(key, certificate, authority);
    }

    private static Path file(Config tls, String name) {
        Path file = Path.of(tls.getString(name));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw wrong(name, file, "is not a readable file");
        }
        return file.toAbsolutePath();
    }

    private static StartException wrong(String name, Path file, String what) {
        return new StartException(SETTINGS + "." + name + " names \"" + file + "\", which " + what);
    }

    private static byte[] read(String name, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw wrong(name, file, "cannot be read: " + failed.getMessage());
        }
    }

    private static PrivateKey readKey(Path file, String algorithm) {
        Matcher pem = PKCS8.matcher(new String(read("key", file), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw wrong("key", file, "is not a key in PEM without a password (PKCS 8: BEGIN PRIVATE KEY)");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException other) {
            throw wrong("key", file, "is not a key of the certificate's kind, " + algorithm);
        }
    }

    private static X509Certificate readCertificate(String name, Path file) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(read(name, file)));
            certificate.checkValidity();
            return certificate;
        } catch (CertificateExpiredException over) {
            throw wrong(name, file, "is past its time: " + over.getMessage());
        } catch (CertificateNotYetValidException early) {
            throw wrong(name, file, "is not good yet: " + early.getMessage());
        } catch (CertificateException other) {
            throw wrong(name, file, "is not a certificate in PEM (X.509: BEGIN CERTIFICATE)");
        }
    }

    /** Whether what is signed with the key can be verified with the certificate. */
    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    private static boolean isSigned(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException stranger) {
            return false;
        }
    }

    /** Whether a node with this certificate counts as one of the same cluster: they have a name in common. */
    boolean sharesNameWith(X509Certificate other) {
        Set<String> common = names(certificate);
        common.retainAll(names(other));
        return !common.isEmpty();
    }

    /** The common name of the subject, and the DNS names. */
    static Set<String> names(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    names.add(part.getValue().toString());
                }
            }
            for (List<?> name :
                    Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.<List<?>>of())) {
                if (name.getFirst().equals(DNS_NAME)) {
                    names.add(name.get(1).toString());
                }
            }
        } catch (InvalidNameException | CertificateException unreadable) {
            names.clear();
        }
        return names;
    }

    /** For connections on which this certificate is shown, and one of the authority wanted. */
    SSLContext context() {
        char[] password = new char[0];
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, password);
            store.setKeyEntry("node", key, password, new Certificate[] {certificate, authority});
            store.setCertificateEntry("authority", authority);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new StartException(SETTINGS + " cannot be used: " + unusable.getMessage());
        }
    }
}
