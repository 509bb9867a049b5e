package org.tradingarena.journal;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A node of its own process that uses a journal which somebody else has open. */
final class NodeThatCannotOpen {
    private NodeThatCannotOpen() {}

    public static void main(String[] args) throws Exception {
        ActorSystem<Object> system = ActorSystem.create(
                Behaviors.empty(),
                "node",
                JournalConfig.in(
                        Path.of(args[0]), "arena.journal.leveldb.on-failure = \"org.tradingarena.journal.ExitNode\""));
        Notebook.open(system, "n");
        system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
        Thread.sleep(60_000);
    }
}
