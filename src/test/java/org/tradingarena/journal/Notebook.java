package org.tradingarena.journal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/** A persistent entity of a few lines: it notes texts. One that begins with # is tagged with its first word. */
final class Notebook extends EventSourcedBehavior<Notebook.Command, String, String> {
    private final int snapshotEvery;
    private final ActorRef<Throwable> failures;

    sealed interface Command {}

    /** Notes texts with one atomic write and answers with how many there are. */
    record Note(List<String> texts, ActorRef<Integer> replyTo) implements Command {}

    record Read(ActorRef<List<String>> replyTo) implements Command {}

    private Notebook(String id, int snapshotEvery, ActorRef<Throwable> failures) {
        super(PersistenceId.ofUniqueId(id));
        this.snapshotEvery = snapshotEvery;
        this.failures = failures;
    }

    static Behavior<Command> of(String id, int snapshotEvery, ActorRef<Throwable> failures) {
        return Behaviors.setup(context -> new Notebook(id, snapshotEvery, failures));
    }

    static ActorRef<Command> open(ActorSystem<?> system, String id, int snapshotEvery, ActorRef<Throwable> failures) {
        return system.systemActorOf(of(id, snapshotEvery, failures), "notebook-" + System.nanoTime(), Props.empty());
    }

    static ActorRef<Command> open(ActorSystem<?> system, String id) {
        return open(system, id, 0, system.ignoreRef());
    }

    static int note(ActorSystem<?> system, ActorRef<Command> notebook, String... texts) {
        return await(AskPattern.ask(
                notebook,
                (ActorRef<Integer> to) -> new Note(List.of(texts), to),
                Duration.ofSeconds(20),
                system.scheduler()));
    }

    static List<String> read(ActorSystem<?> system, ActorRef<Command> notebook) {
        return await(AskPattern.ask(notebook, Read::new, Duration.ofSeconds(20), system.scheduler()));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Override
    public String emptyState() {
        return "";
    }

    @Override
    public CommandHandler<Command, String, String> commandHandler() {
        return newCommandHandlerBuilder().forAnyState().onAnyCommand((state, command) -> switch (command) {
            case Note note ->
                Effect()
                        .persist(note.texts())
                        .thenReply(note.replyTo(), all -> texts(all).size());
            case Read read -> Effect().reply(read.replyTo(), texts(state));
        });
    }

    @Override
    public EventHandler<String, String> eventHandler() {
        return (state, text) -> state + text + "\n";
    }

    /** The state is a text of lines, because a string needs no serializer of its own. */
    private static List<String> texts(String state) {
        return state.lines().toList();
    }

    @Override
    public Set<String> tagsFor(String text) {
        return text.startsWith("#") ? Set.of(text.split(" ", 2)[0]) : Set.of();
    }

    @Override
    public @Nullable RetentionCriteria retentionCriteria() {
        return snapshotEvery == 0 ? RetentionCriteria.disabled() : RetentionCriteria.snapshotEvery(snapshotEvery, 2);
    }

    @Override
    public SignalHandler<String> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryFailed.class, (state, signal) -> failures.tell(signal.getFailure()))
                .build();
    }
}
