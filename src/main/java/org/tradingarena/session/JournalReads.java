package org.tradingarena.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.Collective;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.journal.EventReader;
import org.tradingarena.protocol.Preferences.Priority;

/** Reads of the collective's journal: one at a time for a connection, admitted with all others of the node. */
final class JournalReads {
    private final ActorContext<ConnectionCommand> context;
    private final EventReader journal;
    private final ReplayAdmission admission;
    private final String persistenceId;
    private final Duration timeout;
    private boolean reading;
    private @Nullable Runnable next;

    JournalReads(
            ActorContext<ConnectionCommand> context,
            EventReader journal,
            ReplayAdmission admission,
            String collective,
            Duration timeout) {
        this.context = context;
        this.journal = journal;
        this.admission = admission;
        this.persistenceId = Collective.persistenceId(collective).id();
        this.timeout = timeout;
    }

    boolean isBusy() {
        return reading;
    }

    /** Reads a page; behind a read that is under way it waits, in place of any other that waited. */
    void read(
            long after,
            int limit,
            Priority priority,
            Function<@Nullable List<CollectiveEvent>, ConnectionCommand> answer) {
        Runnable read = () -> start(after, limit, priority, answer);
        if (reading) {
            next = read;
        } else {
            read.run();
        }
    }

    /** A read has been answered. */
    void done() {
        reading = false;
        Runnable waited = next;
        next = null;
        if (waited != null) {
            waited.run();
        }
    }

    private void start(
            long after,
            int limit,
            Priority priority,
            Function<@Nullable List<CollectiveEvent>, ConnectionCommand> answer) {
        reading = true;
        context.pipeToSelf(admission.admit(priority, () -> page(after, limit)), (page, failure) -> {
            if (failure != null) {
                context.getLog().warn("{} cannot be read after event {}: {}", persistenceId, after, failure.toString());
            }
            return answer.apply(failure == null ? page : null);
        });
    }

    private CompletionStage<List<CollectiveEvent>> page(long after, int limit) {
        return journal.after(persistenceId, after, limit)
                .toCompletableFuture()
                .copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(page -> page.stream()
                        .map(stored -> (CollectiveEvent) stored.event())
                        .toList());
    }
}
