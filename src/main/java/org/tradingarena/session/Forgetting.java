package org.tradingarena.session;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.Persistence;

/**
 * Deletes what the journal has of a session that is over, up to the event that says so: that one holds all that is still needed. A deletion
 * that fails leaves what the next end of a session takes with it. (Pekko's typed entities delete events only with a snapshot, and a session
 * that is over is worth no file.)
 */
final class Forgetting {
    private Forgetting() {}

    /**
     * To be called when events are durable.
     *
     * @param events what was written last
     * @param last the sequence number of the last of them
     */
    static void after(ActorSystem<?> system, String persistenceId, List<SessionEvent> events, long last) {
        for (int index = 0; index < events.size(); index++) {
            if (events.get(index) instanceof SessionEvent.Expired) {
                before(system, persistenceId, last - events.size() + index);
            }
        }
    }

    private static void before(ActorSystem<?> system, String persistenceId, long seq) {
        if (seq > 0) {
            Persistence.get(system.classicSystem())
                    .journalFor("", ConfigFactory.empty())
                    .tell(
                            new JournalProtocol.DeleteMessagesTo(
                                    persistenceId, seq, Adapter.toClassic(system.ignoreRef())),
                            org.apache.pekko.actor.ActorRef.noSender());
        }
    }
}
