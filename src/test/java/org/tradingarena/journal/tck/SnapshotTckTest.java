package org.tradingarena.journal.tck;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.persistence.CapabilityFlag;
import org.apache.pekko.persistence.japi.snapshot.JavaSnapshotStoreSpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.JournalConfig;

/** Pekko's own kit for snapshot stores. It wants all of its snapshots kept. */
@Tag("journal")
class SnapshotTckTest {
    @TempDir
    private Path directory;

    @TestFactory
    List<DynamicTest> the_snapshot_store_passes_the_kit() {
        return ScalaSuite.run(new Spec(JournalConfig.in(directory, "arena.snapshot.files.keep = 0")));
    }

    static final class Spec extends JavaSnapshotStoreSpec {
        Spec(Config config) {
            super(config);
        }

        @Override
        public CapabilityFlag supportsMetadata() {
            return CapabilityFlag.on();
        }
    }
}
