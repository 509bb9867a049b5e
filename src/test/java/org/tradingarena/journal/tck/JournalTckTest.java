package org.tradingarena.journal.tck;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.persistence.CapabilityFlag;
import org.apache.pekko.persistence.japi.journal.JavaJournalPerfSpec;
import org.apache.pekko.persistence.japi.journal.JavaJournalSpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.JournalConfig;

/** Pekko's own kit for journals, on both LevelDBs. */
@Tag("journal")
class JournalTckTest {
    @TempDir
    private Path directory;

    @TestFactory
    List<DynamicTest> the_journal_on_native_leveldb_passes_the_kit() {
        return ScalaSuite.run(new Spec(JournalConfig.in(directory)));
    }

    @TestFactory
    List<DynamicTest> the_journal_on_the_java_port_passes_the_kit() {
        return ScalaSuite.run(new Spec(JournalConfig.in(directory, "arena.journal.leveldb.native = off")));
    }

    @TestFactory
    List<DynamicTest> the_journal_passes_the_kit_under_load() {
        return ScalaSuite.run(new PerfSpec(JournalConfig.in(directory)));
    }

    static final class Spec extends JavaJournalSpec {
        Spec(Config config) {
            super(config);
        }

        @Override
        public CapabilityFlag supportsMetadata() {
            return CapabilityFlag.on();
        }
    }

    static final class PerfSpec extends JavaJournalPerfSpec {
        PerfSpec(Config config) {
            super(config);
        }

        @Override
        public int eventsCount() {
            return 2000;
        }

        @Override
        public int measurementIterations() {
            return 3;
        }
    }
}
