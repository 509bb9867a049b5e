package org.tradingarena.gateway;

import com.typesafe.config.Config;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.collective.Books;
import org.tradingarena.collective.Collective;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.collective.CollectiveRules;
import org.tradingarena.collective.CollectiveSettings;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instruments;
import org.tradingarena.journal.EventReader;

/** Real collectives over a journal in memory, with books that never say anything: orders stay pending. */
final class RealCollectives {
    /** The name of a collective that never answers. */
    static final String MUTE = "mute";

    private static final Books SILENT_BOOKS = new Books() {
        @Override
        public void instruct(BookCommand command) {}

        @Override
        public void confirm(String symbol, String collective, long report) {}

        @Override
        public CompletionStage<Long> bestAsk(String symbol) {
            return CompletableFuture.completedStage(0L);
        }
    };

    private final ActorTestKit kit;
    private final Collective.Dependencies dependencies;
    private final PersistenceTestKit stored;
    private final Map<String, ActorRef<CollectiveCommand>> running = new ConcurrentHashMap<>();

    RealCollectives(ActorTestKit kit, Config config, Instruments instruments) {
        this.kit = kit;
        this.stored = PersistenceTestKit.create(kit.system());
        CollectiveSettings settings = CollectiveSettings.from(config.getConfig("arena.collective"));
        this.dependencies = new Collective.Dependencies(
                new CollectiveRules(instruments, settings.limits()),
                settings,
                SILENT_BOOKS,
                journal(),
                holdings -> {},
                () -> true,
                Clock.systemUTC());
    }

    /** The collective of an id; started if it is not there. */
    ActorRef<CollectiveCommand> get(String id) {
        return running.computeIfAbsent(id, this::start);
    }

    private ActorRef<CollectiveCommand> start(String id) {
        return kit.spawn(
                id.equals(MUTE) ? Behaviors.ignore() : Collective.create(id, dependencies, () -> {}, () -> {}));
    }

    List<String> ids() {
        return running.keySet().stream().sorted().toList();
    }

    /** So many deposits, as fast as they can be sent; does not wait. */
    void deposit(String id, int count) {
        ActorRef<CollectiveReply> nobody = kit.spawn(Behaviors.ignore());
        for (int i = 0; i < count; i++) {
            get(id).tell(new CollectiveCommand.Submit(
                    0, new CollectiveIntent.Deposit("burst-" + i, "USD", Atoms.ONE), nobody));
        }
    }

    /** As a crash would: the next message starts it again from its journal. */
    void stop(String id) {
        ActorRef<CollectiveCommand> gone = running.remove(id);
        if (gone != null) {
            kit.stop(gone);
        }
    }

    /** Fails the next write of this collective: nobody knows whether it happened. */
    void failNextWrite(String id) {
        stored.failNextPersisted(Collective.persistenceId(id).id());
    }

    /** Reads what they have journaled. */
    EventReader journal() {
        return new EventReader() {
            @Override
            public CompletionStage<List<Stored>> after(String persistenceId, long seq, int limit) {
                List<Object> all = stored.persistedInStorage(persistenceId);
                List<Stored> page = new ArrayList<>();
                for (long next = seq + 1; next <= all.size() && page.size() < limit; next++) {
                    page.add(new Stored(next, all.get((int) next - 1)));
                }
                return CompletableFuture.completedStage(page);
            }

            @Override
            public CompletionStage<List<String>> persistenceIds() {
                return CompletableFuture.failedStage(new UnsupportedOperationException());
            }
        };
    }
}
