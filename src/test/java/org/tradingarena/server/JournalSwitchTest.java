package org.tradingarena.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.tradingarena.journal.postgres.PostgresSettings;

class JournalSwitchTest {
    private static Config with(String settings) {
        return ArenaConfig.layered(ConfigFactory.parseString(settings));
    }

    private static String plugins(Config config) {
        return config.getString("pekko.persistence.journal.plugin") + " "
                + config.getString("pekko.persistence.snapshot-store.plugin") + " "
                + config.getString("arena.journal.query-plugin");
    }

    @Test
    void one_setting_chooses_journal_snapshots_and_what_reads_them() {
        assertThat(plugins(with("")))
                .isEqualTo("arena.journal.leveldb arena.snapshot.files arena.journal.leveldb-query");
        assertThat(plugins(with("arena.journal.plugin = postgresql")))
                .isEqualTo("jdbc-journal jdbc-snapshot-store jdbc-read-journal");
        assertThatThrownBy(() -> with("arena.journal.plugin = mysql"))
                .isInstanceOf(StartException.class)
                .hasMessage("arena.journal.plugin (ARENA_JOURNAL) is leveldb or postgresql, not \"mysql\"");
    }

    @Test
    void the_database_that_is_configured_is_the_one_of_the_pool() {
        Config config = with("""
                arena.journal.plugin = postgresql
                arena.postgresql { url = "jdbc:postgresql://db/arena", user = me, password = secret, connections = 3 }
                """);
        Config pool = config.getConfig("pekko-persistence-jdbc.shared-databases.slick.db");
        assertThat(pool.getString("url")).isEqualTo("jdbc:postgresql://db/arena");
        assertThat(pool.getString("user")).isEqualTo("me");
        assertThat(pool.getString("password")).isEqualTo("secret");
        assertThat(pool.getInt("maxConnections")).isEqualTo(3);
        assertThat(PostgresSettings.from(config)).hasToString("PostgreSQL at jdbc:postgresql://db/arena as me");
        assertThat(config.getString("jdbc-journal.event-adapters.book-epochs")).endsWith("BookEpochs");
    }

    @Test
    void an_address_that_is_none_is_refused_and_names_its_setting() {
        assertThatThrownBy(() -> PostgresSettings.from(with("arena.journal.plugin = postgresql")))
                .hasMessageContaining("arena.postgresql.url (ARENA_POSTGRES_URL)");
        assertThat(new PostgresSettings(
                                "jdbc:postgresql://db/arena?password=secret",
                                "me",
                                "",
                                2,
                                java.time.Duration.ofHours(1))
                        .toString())
                .doesNotContain("secret");
    }

    @Test
    void several_nodes_may_share_a_database_but_not_leveldb() {
        String seeds = "arena.cluster.seeds = [\"10.0.0.1:25520\", \"10.0.0.2:25520\"]\n";
        NodeJournal.requireFitting(with(seeds + "arena.journal.plugin = postgresql"));
        assertThatThrownBy(() -> NodeJournal.requireFitting(with(seeds)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("ARENA_JOURNAL=postgresql");
    }
}
