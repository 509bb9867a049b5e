package org.tradingarena.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.testing.CertificateAuthority;
import org.tradingarena.testing.CertificateAuthority.NodeFiles;

/** What is wrong with the files of TLS is told at the start, with the setting that names the file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeCertificatesTest {
    private CertificateAuthority authority;
    private NodeFiles good;
    private NodeFiles strangers;
    private Path rubbish;

    @BeforeAll
    void issue(@TempDir Path directory) throws IOException {
        authority = new CertificateAuthority(directory, "ours");
        good = authority.node("node-1", "arena");
        strangers = new CertificateAuthority(directory, "theirs").node("node-1", "arena");
        rubbish = Files.writeString(directory.resolve("rubbish"), "-----BEGIN something");
    }

    private static Config with(NodeFiles files) {
        return ConfigFactory.parseString(files.config());
    }

    private static Config with(Path key, Path certificate, Path authority) {
        return ConfigFactory.parseString(NodeFiles.config(key, certificate, authority));
    }

    private static void assertRefused(Config config, String setting, Path file, String why) {
        assertThatThrownBy(() -> NodeCertificates.of(config))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("arena.cluster.tls." + setting + " names \"" + file + "\", which " + why);
    }

    @Test
    void files_that_fit_become_settings_of_the_engine() {
        Config config = ArenaConfig.layered(ConfigFactory.parseString("arena.cluster.seeds = \"10.0.0.1:25520\"")
                .withFallback(with(good)));
        Config artery = config.getConfig("pekko.remote.artery");
        assertThat(artery.getString("transport")).isEqualTo("tls-tcp");
        assertThat(artery.getString("ssl.ssl-engine-provider")).isEqualTo(NodeEngines.class.getName());
    }

    @Test
    void a_key_belongs_to_the_certificate_and_can_be_read() {
        assertRefused(
                with(strangers.key(), good.certificate(), good.authority()),
                "key",
                strangers.key(),
                "is not the key of the certificate");
        assertRefused(with(rubbish, good.certificate(), good.authority()), "key", rubbish, "is not a key in PEM");
        NodeFiles elliptic = authority.issue("CN=node-1", List.of("arena"), "EC", Instant.now());
        assertThat(NodeCertificates.of(with(elliptic)).certificate()).isEqualTo(elliptic.shown());
        assertRefused(
                with(elliptic.key(), good.certificate(), good.authority()),
                "key",
                elliptic.key(),
                "is not a key of the certificate's kind, RSA");
    }

    @Test
    void a_certificate_is_signed_by_the_authority_and_has_a_name() {
        assertRefused(
                with(strangers.key(), strangers.certificate(), good.authority()),
                "certificate",
                strangers.certificate(),
                "is not signed by the authority");
        NodeFiles nameless = authority.issue("O=arena", List.of(), "RSA", Instant.now());
        assertRefused(with(nameless), "certificate", nameless.certificate(), "has no name");
        assertRefused(
                with(good.key(), rubbish, good.authority()), "certificate", rubbish, "is not a certificate in PEM");
        assertRefused(with(good.key(), good.certificate(), rubbish), "authority", rubbish, "is not a certificate");
    }

    @Test
    void a_certificate_is_good_now() {
        NodeFiles old = fromDay(-10);
        assertRefused(with(old), "certificate", old.certificate(), "is past its time");
        NodeFiles early = fromDay(10);
        assertRefused(with(early), "certificate", early.certificate(), "is not good yet");
    }

    private NodeFiles fromDay(int day) {
        return authority.issue(
                "CN=node-1", List.of("arena"), "RSA", Instant.now().plus(Duration.ofDays(day)));
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path nowhere = rubbish.resolveSibling("nowhere");
        assertRefused(with(nowhere, good.certificate(), good.authority()), "key", nowhere, "is not a readable file");
    }

    @Test
    void nodes_of_a_cluster_have_a_name_in_common() {
        NodeCertificates own = NodeCertificates.of(with(good));
        NodeCertificates sibling = NodeCertificates.of(with(authority.node("node-2", "arena")));
        NodeCertificates other = NodeCertificates.of(with(authority.node("node-3", "www")));
        assertThat(NodeCertificates.names(own.certificate())).containsExactlyInAnyOrder("node-1", "arena");
        assertThat(own.sharesNameWith(sibling.certificate())).isTrue();
        assertThat(own.sharesNameWith(other.certificate())).isFalse();
    }
}
