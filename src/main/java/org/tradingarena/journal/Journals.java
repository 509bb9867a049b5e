package org.tradingarena.journal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionIdProvider;
import org.tradingarena.journal.store.JournalStore;

/**
 * The open journals of an actor system: one store for each journal id, shared by the journal plugin, its read side and whoever asks
 * for the room on its disk. They are opened when first asked for and closed after the last actor has stopped.
 */
public final class Journals implements Extension {
    private static final Id ID = new Id();

    private final ExtendedActorSystem system;
    private final ConcurrentMap<String, JournalStore> open = new ConcurrentHashMap<>();

    private Journals(ExtendedActorSystem system) {
        this.system = system;
        system.registerOnTermination(() -> open.values().forEach(JournalStore::close));
    }

    public static Journals get(ClassicActorSystemProvider system) {
        return ID.get(system);
    }

    /** The journal of the default id, opened if need be. */
    public JournalStore open() {
        return open(JournalSettings.DEFAULT_ID);
    }

    /**
     * The journal that is configured under an id, opened if need be. Open it before anything else of a node starts: what it throws
     * then has a sentence for the operator, see {@link JournalStore#open}.
     */
    public JournalStore open(String journalId) {
        return open.computeIfAbsent(journalId, this::openStore);
    }

    /** As {@link #open(String)}; a failure is the node's, for a plugin can tell nobody else. */
    JournalStore openForPlugin(String journalId) {
        try {
            return open(journalId);
        } catch (RuntimeException e) {
            handler(journalId).journalFailed(sentence(e), e);
            throw e;
        }
    }

    JournalSettings settings(String journalId) {
        return JournalSettings.of(system.settings().config(), journalId);
    }

    private JournalStore openStore(String journalId) {
        JournalSettings settings = settings(journalId);
        Executor dispatcher = system.dispatchers().lookup(settings.dispatcher());
        Executor answering = task -> execute(dispatcher, task);
        JournalFailureHandler handler = handler(journalId);
        return JournalStore.openForNode(
                settings.store(),
                JournalStore.Hooks.of(
                        answering,
                        failure -> handler.journalFailed(
                                "The journal in " + settings.store().directory() + " failed, so this node stops: "
                                        + sentence(failure),
                                failure)));
    }

    /** A dispatcher that has shut down takes nothing: then the last answers are given right here. */
    private static void execute(Executor dispatcher, Runnable task) {
        try {
            dispatcher.execute(new TogetherTask(task));
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private JournalFailureHandler handler(String journalId) {
        String name = settings(journalId).onFailure();
        try {
            Class<?> type = Class.forName(name, true, system.dynamicAccess().classLoader());
            try {
                return (JournalFailureHandler)
                        type.getConstructor(ActorSystem.class).newInstance(system);
            } catch (NoSuchMethodException e) {
                return (JournalFailureHandler) type.getConstructor().newInstance();
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(journalId + ".on-failure names no JournalFailureHandler: " + name, e);
        }
    }

    /** Lets Pekko run the many small tasks that follow from one group of answers one after the other, on one thread. */
    private record TogetherTask(Runnable task) implements Runnable, scala.concurrent.Batchable {
        @Override
        public void run() {
            task.run();
        }
    }

    private static final class Id extends AbstractExtensionId<Journals> implements ExtensionIdProvider {
        @Override
        public Journals createExtension(ExtendedActorSystem system) {
            return new Journals(system);
        }

        @Override
        public Id lookup() {
            return this;
        }
    }
}
