package org.tradingarena.journal;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.tradingarena.journal.postgres.PostgresSettings;
import org.tradingarena.journal.store.StoreCopy;

/**
 * The epochs of a restored journal's streams. What was written after the backup is gone, and clients may know of it: so every stream gets
 * another epoch with every restore, the stored one combined with the restore's id. It stays the same until the next restore. In the
 * journal stands the epoch that a stream had in a journal which was never restored.
 */
public final class RestoredEpochs {
    /** The bits that say what kind of UUID it is. */
    private static final long VERSION = 0xF000L;

    private static final long VARIANT = 0xC000_0000_0000_0000L;

    private final Optional<UUID> mark;

    /** Of a journal with this mark; without one, epochs are what is stored. */
    public RestoredEpochs(Optional<UUID> mark) {
        this.mark = mark;
    }

    /** Of the actor system's journal: what was restored of LevelDB is marked in its directory, of PostgreSQL by its operator. */
    public static RestoredEpochs of(ClassicActorSystemProvider system) {
        Config config = system.classicSystem().settings().config();
        return config.getString("pekko.persistence.journal.plugin").equals(PostgresSettings.PLUGIN)
                ? ofPostgres(config.getString("arena.postgresql.restored"))
                : ofLevelDb(system);
    }

    private static RestoredEpochs ofPostgres(String mark) {
        try {
            return new RestoredEpochs(mark.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(mark)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("arena.postgresql.restored is a UUID, not \"" + mark + "\".", e);
        }
    }

    private static RestoredEpochs ofLevelDb(ClassicActorSystemProvider system) {
        Journals journals = Journals.get(system);
        try {
            return new RestoredEpochs(StoreCopy.restoredMark(
                    journals.settings(JournalSettings.DEFAULT_ID).store().directory()));
        } catch (IOException | IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException("The id of the journal's restore cannot be read.", e));
        }
    }

    /** The epoch that clients know of the one that is stored, and the other way round. A stored one is a UUID. */
    public String renamed(String epoch) {
        return mark.map(with -> combined(UUID.fromString(epoch), with).toString())
                .orElse(epoch);
    }

    private static UUID combined(UUID epoch, UUID mark) {
        return new UUID(
                epoch.getMostSignificantBits() ^ (mark.getMostSignificantBits() & ~VERSION),
                epoch.getLeastSignificantBits() ^ (mark.getLeastSignificantBits() & ~VARIANT));
    }
}
