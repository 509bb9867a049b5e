package org.tradingarena.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Issues certificates with the JDK's keytool, and writes them as an operator has them: PEM files in one directory. */
public final class CertificateAuthority {
    private static final String PASSWORD = "of-a-test";
    private static final String ROOT = "root";

    private final Path directory;
    private final Path store;
    private int issued;

    /** A new authority that keeps its files below a directory. */
    public CertificateAuthority(Path directory, String name) {
        this.directory = directory.resolve(name);
        this.store = this.directory.resolve("authority.p12");
        try {
            Files.createDirectories(this.directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        keytool(ROOT, "CN=" + name, "RSA", "-ext", "bc:c");
    }

    /**
     * The files of one node, in the form of {@code arena.cluster.tls}.
     *
     * @param alias its name in the authority's own store
     */
    public record NodeFiles(String alias, Path key, Path certificate, Path authority) {
        /** What makes a node use them. */
        public String config() {
            return """
                    arena.cluster.tls { enabled = true, key = "%s", certificate = "%s", authority = "%s" }
                    """.formatted(key, certificate, authority);
        }

        /** Puts others in their place, each file at once. */
        public void replaceBy(NodeFiles newer) {
            replace(newer.key(), key);
            replace(newer.certificate(), certificate);
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

    /** A certificate for a node of this name, good for two days, with another name that all nodes share. */
    public NodeFiles node(String name, String sharedName) {
        return issue("CN=" + name, "RSA", "-ext", "san=dns:" + sharedName);
    }

    /** A certificate for this subject and kind of key, with these further options of keytool. */
    public NodeFiles issue(String subject, String algorithm, String... options) {
        String alias = "node-" + ++issued;
        List<String> all = new ArrayList<>(List.of("-signer", ROOT, "-signerkeypass", PASSWORD));
        all.addAll(List.of(options));
        keytool(alias, subject, algorithm, all.toArray(String[]::new));
        try {
            KeyStore keys = load();
            Key key = keys.getKey(alias, PASSWORD.toCharArray());
            return new NodeFiles(
                    alias,
                    pem(alias + ".key", "PRIVATE KEY", key.getEncoded()),
                    pem(alias + ".crt", "CERTIFICATE", keys.getCertificate(alias).getEncoded()),
                    pem("authority.crt", "CERTIFICATE", keys.getCertificate(ROOT).getEncoded()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        try (InputStream stored = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(stored, PASSWORD.toCharArray());
            return keys;
        }
    }

    /** What the node shows to others. */
    public Certificate certificate(NodeFiles node) {
        try {
            return load().getCertificate(node.alias());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** For somebody who trusts this authority, and shows a certificate or none. */
    public SSLContext context(Optional<NodeFiles> shown) {
        try {
            KeyStore stored = load();
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setCertificateEntry(ROOT, stored.getCertificate(ROOT));
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(own);
            if (shown.isPresent()) {
                String alias = shown.get().alias();
                Key key = stored.getKey(alias, PASSWORD.toCharArray());
                own.setKeyEntry(alias, key, PASSWORD.toCharArray(), stored.getCertificateChain(alias));
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Path pem(String file, String what, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return Files.writeString(
                directory.resolve(file), "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    private void keytool(String alias, String subject, String algorithm, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                subject,
                "-keyalg",
                algorithm,
                "-validity",
                "2"));
        if (algorithm.equals("RSA")) {
            command.addAll(List.of("-keysize", "2048")); // what is larger takes longer to find
        }
        command.addAll(List.of(options));
        try {
            Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tool.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
