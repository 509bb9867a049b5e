package org.tradingarena.it;

import com.typesafe.config.ConfigFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.JournalProtocol.DeleteMessagesTo;
import org.apache.pekko.persistence.JournalProtocol.LoopMessageSuccess;
import org.apache.pekko.persistence.JournalProtocol.ReplayMessages;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageSuccess;
import org.apache.pekko.persistence.JournalProtocol.WriteMessages;
import org.apache.pekko.persistence.JournalProtocol.WriteMessagesSuccessful$;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The mutant that the kill tests must catch: a journal that confirms each write at once, and gives it to the arena's real journal only a
 * while later. It runs inside the process under test.
 */
public final class EagerJournal extends AbstractActor {
    private static final String REAL = "eager-journal.real";
    private static final Duration DELAY = Duration.ofMillis(300);

    private enum Flush {
        NOW
    }

    /** Puts it in the place of the real journal with this id. */
    static String before(String real) {
        return """
                pekko.persistence.journal.plugin = "eager-journal"
                eager-journal {
                  class = "org.tradingarena.it.EagerJournal"
                  plugin-dispatcher = "pekko.actor.default-dispatcher"
                  real = "%s"
                }
                """.formatted(real);
    }

    /** What a process needs on its class path to have it. */
    static Path classes() {
        try {
            return Path.of(EagerJournal.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final ActorRef real = Persistence.get(getContext().getSystem())
            .journalFor(getContext().getSystem().settings().config().getString(REAL), ConfigFactory.empty());
    private final ActorRef nobody = getContext().actorOf(Props.empty());
    private final Queue<WriteMessages> unstored = new ArrayDeque<>();

    @Override
    public void preStart() {
        getContext()
                .getSystem()
                .scheduler()
                .scheduleWithFixedDelay(
                        DELAY, DELAY, getSelf(), Flush.NOW, getContext().getDispatcher(), getSelf());
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(WriteMessages.class, this::onWrite)
                .match(Flush.class, flush -> onFlush())
                .match(ReplayMessages.class, replay -> real.forward(replay, getContext()))
                .match(DeleteMessagesTo.class, delete -> real.forward(delete, getContext()))
                .build();
    }

    private void onWrite(WriteMessages write) {
        ActorRef writer = write.persistentActor();
        writer.tell(WriteMessagesSuccessful$.MODULE$, getSelf());
        for (PersistentEnvelope envelope : CollectionConverters.asJava(write.messages())) {
            if (envelope instanceof AtomicWrite atomic) {
                for (PersistentRepr event : CollectionConverters.asJava(atomic.payload())) {
                    writer.tell(new WriteMessageSuccess(event, write.actorInstanceId()), event.sender());
                }
            } else {
                writer.tell(new LoopMessageSuccess(envelope.payload(), write.actorInstanceId()), envelope.sender());
            }
        }
        unstored.add(write);
    }

    private void onFlush() {
        for (WriteMessages write = unstored.poll(); write != null; write = unstored.poll()) {
            real.tell(new WriteMessages(write.messages(), nobody, write.actorInstanceId()), getSelf());
        }
    }
}
