package org.tradingarena.journal.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore.Cursor;
import org.tradingarena.journal.kv.KeyValueStore.Entry;
import org.tradingarena.journal.kv.KeyValueStore.View;
import org.tradingarena.journal.record.BatchMark;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.Keys;

/** Verifies at opening that no batch is missing: the ring of marks has no hole, and reaches as far as the witness saw. */
final class BatchRing {
    private BatchRing() {}

    /** The last batch of the store, or {@link CorruptJournalException}. */
    static BatchMark verified(View view, Optional<Witness.Seen> witness) {
        @Nullable BatchMark[] ring = read(view);
        BatchMark last = BatchMark.NONE;
        for (BatchMark mark : ring) {
            if (mark != null && mark.number() > last.number()) {
                last = mark;
            }
        }
        requireChain(ring, last);
        witness.ifPresent(seen -> requireWitnessed(ring, seen));
        return last;
    }

    private static @Nullable BatchMark[] read(View view) {
        @Nullable BatchMark[] ring = new BatchMark[BatchMark.RING];
        try (Cursor cursor = view.seek(Keys.batches())) {
            Entry entry = cursor.next();
            while (entry != null && Keys.hasPrefix(entry.key(), Keys.batches())) {
                BatchMark mark = BatchMark.decode(entry.key(), entry.value());
                ring[BatchMark.slot(mark.number())] = mark;
                entry = cursor.next();
            }
        } catch (KeyValueException e) {
            throw CorruptJournalException.ofStore("the batch marks cannot be read, " + e.getMessage(), e);
        }
        return ring;
    }

    private static void requireChain(@Nullable BatchMark[] ring, BatchMark last) {
        BatchMark newer = last;
        long oldest = Math.max(1, last.number() - BatchMark.RING + 1);
        for (long number = last.number() - 1; number >= oldest; number--) {
            BatchMark mark = ring[BatchMark.slot(number)];
            if (mark == null || mark.number() != number) {
                throw CorruptJournalException.ofStore(
                        "batch " + number + " of " + last.number()
                                + " is missing, so acknowledged events are lost; LevelDB drops a part of its log when a bit flips");
            }
            if (mark.checksum() != newer.previous()) {
                throw CorruptJournalException.ofStore(
                        "batch " + number + " is not the one that " + newer.number() + " followed");
            }
            newer = mark;
        }
        if (oldest == 1 && last.number() > 0 && newer.previous() != BatchMark.NONE.checksum()) {
            throw CorruptJournalException.ofStore("batch 1 is not the first");
        }
    }

    private static void requireWitnessed(@Nullable BatchMark[] ring, Witness.Seen seen) {
        if (seen.number() == 0) {
            return;
        }
        BatchMark mark = ring[BatchMark.slot(seen.number())];
        if (mark == null || mark.number() < seen.number()) {
            throw CorruptJournalException.ofStore(
                    "batch " + seen.number() + " was acknowledged and is not there, so the end of the journal is lost");
        }
        if (mark.number() == seen.number() && mark.checksum() != seen.checksum()) {
            throw CorruptJournalException.ofStore("batch " + seen.number() + " is not the one that was acknowledged");
        }
    }
}
