package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradingarena.journal.RestoredEpochs;

class CollectiveEpochsTest {
    private static final String STORED = "3f1c2b6e-8a4d-4d0e-9c57-1f6f0d2b9a11";

    private static CollectiveEpochs after(UUID restore) {
        return new CollectiveEpochs(new RestoredEpochs(Optional.of(restore)));
    }

    private static CollectiveEvent read(CollectiveEpochs epochs, CollectiveEvent stored) {
        return (CollectiveEvent) epochs.fromJournal(stored, "").events().head();
    }

    @Test
    void every_event_gets_the_new_epoch_and_nothing_else_and_is_stored_with_the_old_one() {
        CollectiveEpochs epochs = after(UUID.randomUUID());
        List<CollectiveEvent> all = List.copyOf(SampleEvents.all().values());
        for (CollectiveEvent stored : all) {
            CollectiveEvent read = read(epochs, stored);
            assertThat(read).hasSameClassAs(stored);
            assertThat(read.stamp().epoch()).isNotEqualTo(stored.stamp().epoch());
            assertThat(read.seq()).isEqualTo(stored.seq());
            assertThat(epochs.toJournal(read)).isEqualTo(stored);
        }
        assertThat(all).isNotEmpty();
    }

    @Test
    void without_a_restore_events_are_what_is_stored() {
        CollectiveEpochs epochs = new CollectiveEpochs(new RestoredEpochs(Optional.empty()));
        SampleEvents.all().values().forEach(stored -> {
            assertThat(read(epochs, stored)).isSameAs(stored);
            assertThat(epochs.toJournal(stored)).isSameAs(stored);
        });
    }

    @Test
    void each_restore_has_its_own_epoch_which_is_a_random_uuid_like_any_other() {
        RestoredEpochs first = new RestoredEpochs(Optional.of(UUID.randomUUID()));
        RestoredEpochs second = new RestoredEpochs(Optional.of(UUID.randomUUID()));

        UUID one = UUID.fromString(first.renamed(STORED));
        assertThat(one.version()).isEqualTo(4);
        assertThat(one.variant()).isEqualTo(2);
        assertThat(first.renamed(STORED)).isEqualTo(one.toString());
        assertThat(List.of(STORED, one.toString(), second.renamed(STORED))).doesNotHaveDuplicates();
    }
}
