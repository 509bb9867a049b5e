package org.tradingarena.journal;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tradingarena.journal.record.Payload;
import org.tradingarena.journal.record.StoredSnapshot;
import org.tradingarena.journal.store.DiskSpace;
import org.tradingarena.journal.store.SnapshotFiles;
import org.tradingarena.journal.store.SnapshotFiles.Found;
import scala.Option;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;

/**
 * Snapshots as checksummed files: {@code pekko.persistence.snapshot-store.plugin = "arena.snapshot.files"}. A broken snapshot is
 * skipped for the one before it, so losing some, or all, costs time at recovery and nothing else, as long as no events were deleted;
 * {@code when-all-broken = fail} is for those who delete events.
 */
public final class FileSnapshotStore extends SnapshotStore {
    private static final Logger log = LoggerFactory.getLogger(FileSnapshotStore.class);

    private final SnapshotFiles files;
    private final DiskSpace disk;
    private final int keep;
    private final boolean failWhenAllBroken;
    private final PayloadCodec codec;
    private final ExecutionContext executing;

    /** Called by Pekko, with the plugin's configuration. */
    public FileSnapshotStore(Config config) throws IOException {
        Path directory = Path.of(config.getString("dir"));
        Files.createDirectories(directory);
        files = new SnapshotFiles(directory);
        long floor = config.getBytes("disk-floor");
        disk = new DiskSpace(
                DiskSpace.usableBytesOf(directory),
                System::nanoTime,
                floor,
                floor,
                config.getDuration("disk-check-interval"));
        keep = config.getInt("keep");
        failWhenAllBroken = switch (config.getString("when-all-broken")) {
            case "replay" -> false;
            case "fail" -> true;
            default -> throw new IllegalArgumentException("when-all-broken is replay or fail");
        };
        codec = new PayloadCodec(context().system());
        executing = context().dispatcher();
    }

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return future(() -> load(persistenceId, criteria));
    }

    private Optional<SelectedSnapshot> load(String persistenceId, SnapshotSelectionCriteria criteria)
            throws IOException {
        List<Found> candidates = files.find(persistenceId, found -> fits(found, criteria));
        for (Found candidate : candidates) {
            try {
                return Optional.of(selected(files.read(persistenceId, candidate)));
            } catch (IOException | RuntimeException e) {
                log.warn("The snapshot {} is broken and skipped: {}", candidate.file(), e.getMessage());
            }
        }
        if (failWhenAllBroken && !candidates.isEmpty()) {
            throw new IOException(
                    "None of the " + candidates.size() + " snapshots of " + persistenceId + " can be read.");
        }
        return Optional.empty();
    }

    private SelectedSnapshot selected(StoredSnapshot stored) {
        SnapshotMetadata metadata =
                new SnapshotMetadata(stored.persistenceId(), stored.sequenceNr(), stored.timestamp());
        Payload extra = stored.metadata();
        return SelectedSnapshot.create(
                extra == null ? metadata : metadata.withMetadata(codec.deserialize(extra)),
                codec.deserialize(stored.state()));
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        return future(() -> {
            save(metadata, snapshot);
            return null;
        });
    }

    private void save(SnapshotMetadata metadata, Object snapshot) throws IOException {
        if (!disk.hasRoom()) {
            throw new IOException(
                    "The disk is short of room (" + (disk.usable() >> 20) + " MiB left), no snapshot is saved.");
        }
        Option<Object> extra = metadata.metadata();
        files.save(new StoredSnapshot(
                metadata.persistenceId(),
                metadata.sequenceNr(),
                metadata.timestamp(),
                codec.serialize(snapshot),
                extra.isDefined() ? codec.serialize(extra.get()) : null));
        if (keep > 0) {
            files.keepNewest(metadata.persistenceId(), keep);
        }
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        return future(() -> delete(
                metadata.persistenceId(),
                files.find(
                        metadata.persistenceId(),
                        found -> found.sequenceNr() == metadata.sequenceNr()
                                && (metadata.timestamp() == 0 || found.timestamp() == metadata.timestamp()))));
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return future(() -> delete(persistenceId, files.find(persistenceId, found -> fits(found, criteria))));
    }

    private @Nullable Void delete(String persistenceId, List<Found> found) throws IOException {
        for (Found file : found) {
            files.delete(file);
        }
        log.debug("{} snapshots of {} deleted", found.size(), persistenceId);
        return null;
    }

    private static boolean fits(Found found, SnapshotSelectionCriteria criteria) {
        return found.sequenceNr() <= criteria.maxSequenceNr()
                && found.timestamp() <= criteria.maxTimestamp()
                && found.sequenceNr() >= criteria.minSequenceNr()
                && found.timestamp() >= criteria.minTimestamp();
    }

    private <T> Future<T> future(Callable<T> work) {
        return Futures.future(work, executing);
    }
}
