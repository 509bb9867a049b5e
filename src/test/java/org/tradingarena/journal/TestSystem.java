package org.tradingarena.journal;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor system with its journal in a directory, for one part of a test. */
record TestSystem(ActorSystem<Object> system) implements AutoCloseable {
    static TestSystem in(Path directory, String... config) {
        return new TestSystem(ActorSystem.create(Behaviors.empty(), "journal", JournalConfig.in(directory, config)));
    }

    /** Opens a notebook that must not recover, and gives the reason. */
    Throwable failureOfRecovery(String id) throws InterruptedException {
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        ActorRef<Throwable> collector = system.systemActorOf(
                Behaviors.receive(Throwable.class)
                        .onAnyMessage(failure -> {
                            failures.add(failure);
                            return Behaviors.same();
                        })
                        .build(),
                "failures",
                Props.empty());
        Notebook.open(system, id, 10, collector);
        Throwable failure = failures.poll(20, TimeUnit.SECONDS);
        if (failure == null) {
            throw new AssertionError("the notebook recovered");
        }
        return failure;
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the actor system does not end", e);
        }
    }
}
