package org.tradingarena.server;

import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tradingarena.collective.Collective;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.journal.EventReader;
import org.tradingarena.session.Connection;
import org.tradingarena.session.ConnectionCommand;

/**
 * Starts, after the process has started, every collective and connection that the journal knows: instructions that had no answer are sent
 * again, and a cancel-on-disconnect that is due happens, without waiting for a client to come.
 */
final class Waker {
    private static final Logger LOG = LoggerFactory.getLogger(Waker.class);

    /** How many are woken a second at most, so that those whom clients ask for come first. */
    private static final int A_SECOND = 2000;

    private final ActorSystem<?> system;
    private final ClusterSharding sharding;

    Waker(ActorSystem<?> system, ClusterSharding sharding) {
        this.system = system;
        this.sharding = sharding;
    }

    void wakeAll(EventReader journal) {
        journal.persistenceIds().whenComplete((ids, failure) -> {
            if (failure == null) {
                wake(ids);
            } else {
                LOG.error(
                        "alarm: the journal's entities cannot be listed; they start when a client asks for them",
                        failure);
            }
        });
    }

    private void wake(List<String> ids) {
        Source.from(ids).throttle(A_SECOND, java.time.Duration.ofSeconds(1)).runWith(Sink.foreach(this::wake), system);
    }

    private void wake(String persistenceId) {
        int bar = persistenceId.indexOf('|');
        String type = bar < 0 ? "" : persistenceId.substring(0, bar);
        String id = persistenceId.substring(bar + 1);
        if (type.equals(Collective.KEY.name())) {
            sharding.entityRefFor(Collective.KEY, id).tell(new CollectiveCommand.Wake());
        } else if (type.equals(Connection.KEY.name())) {
            sharding.entityRefFor(Connection.KEY, id).tell(new ConnectionCommand.Wake());
        }
    }
}
