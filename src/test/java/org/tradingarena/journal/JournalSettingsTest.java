package org.tradingarena.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tradingarena.journal.store.StoreSettings;

class JournalSettingsTest {
    private static final Config DOCUMENTED = ConfigFactory.parseResources("journal-reference.conf");

    private static StoreSettings with(String line) {
        Config config =
                ConfigFactory.parseString("arena.journal.leveldb." + line).withFallback(DOCUMENTED);
        return JournalSettings.of(config, "arena.journal.leveldb").store();
    }

    @Test
    void the_defaults_of_the_tools_are_the_documented_ones() {
        assertThat(with("dir = \"data/journal\"")).isEqualTo(StoreSettings.defaults(Path.of("data/journal")));
    }

    @Test
    void what_cannot_work_is_refused() {
        assertThatThrownBy(() -> with("max-batch = 0")).hasMessage("max-batch is positive, not 0");
        assertThatThrownBy(() -> with("write-buffer = 8 MiB")).hasMessageContaining("at most 4 MiB");
        assertThatThrownBy(() -> with("disk-hard-floor = 1 GiB")).hasMessageContaining("is not above");
        assertThatThrownBy(() -> with("native = maybe")).hasMessageContaining("on, off or auto");
    }

    @Test
    void a_journal_of_another_id_takes_the_rest_from_the_default_one() {
        Config config =
                ConfigFactory.parseString("other.journal.dir = elsewhere").withFallback(DOCUMENTED);
        StoreSettings other = JournalSettings.of(config, "other.journal").store();
        assertThat(other.directory()).isEqualTo(Path.of("elsewhere"));
        assertThat(other.maxBatch()).isEqualTo(1000);
    }
}
