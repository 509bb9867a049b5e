package org.tradingarena.server;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.tradingarena.collective.Collective;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.domain.Instruments;
import org.tradingarena.market.BookEntity;
import org.tradingarena.market.BookMessage;
import org.tradingarena.market.BookSurroundings;
import org.tradingarena.session.Connection;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.ConnectionSurroundings;
import org.tradingarena.session.DirectoryCommand;
import org.tradingarena.session.SessionDirectory;

/** The sharded entities of trading: where they are is the cluster's matter, who they are is their id. */
final class Entities {
    private static final Duration WAKE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final ClusterSharding sharding;

    Entities(ActorSystem<?> system, ClusterSharding sharding) {
        this.system = system;
        this.sharding = sharding;
    }

    EntityRef<CollectiveCommand> collective(String id) {
        return sharding.entityRefFor(Collective.KEY, id);
    }

    void initCollectives(Collective.Dependencies dependencies) {
        sharding.init(Entity.of(Collective.KEY, entity -> collective(entity, dependencies))
                .withStopMessage(new CollectiveCommand.Stop()));
    }

    private Behavior<CollectiveCommand> collective(
            EntityContext<CollectiveCommand> entity, Collective.Dependencies dependencies) {
        String id = entity.getEntityId();
        return Behaviors.setup(context -> Collective.create(
                id,
                dependencies,
                () -> entity.getShard().tell(new ClusterSharding.Passivate<>(context.getSelf())),
                () -> later(() -> collective(id).tell(new CollectiveCommand.Wake()))));
    }

    EntityRef<ConnectionCommand> connection(String collective, String client) {
        return sharding.entityRefFor(Connection.KEY, Connection.entityId(collective, client));
    }

    void initConnections(ConnectionSurroundings surroundings) {
        sharding.init(Entity.of(Connection.KEY, entity -> connection(entity.getEntityId(), surroundings))
                .withStopMessage(new ConnectionCommand.Stop()));
    }

    private Behavior<ConnectionCommand> connection(String entityId, ConnectionSurroundings surroundings) {
        EntityRef<ConnectionCommand> self = sharding.entityRefFor(Connection.KEY, entityId);
        return Connection.create(entityId, surroundings, () -> self.tell(new ConnectionCommand.KeepAwake()));
    }

    EntityRef<DirectoryCommand> directory(String collective) {
        return sharding.entityRefFor(SessionDirectory.KEY, collective);
    }

    /** Starts the entity of a persistence id, if it is one that may have something to do. */
    void wake(String persistenceId) {
        int bar = persistenceId.indexOf('|');
        String type = bar < 0 ? "" : persistenceId.substring(0, bar);
        String id = persistenceId.substring(bar + 1);
        if (type.equals(Collective.KEY.name())) {
            collective(id).tell(new CollectiveCommand.Wake());
        } else if (type.equals(Connection.KEY.name())) {
            sharding.entityRefFor(Connection.KEY, id).tell(new ConnectionCommand.Wake());
        }
    }

    /** Directories of sessions stay: they are small, and what they count is shown. */
    void initDirectories(SessionDirectory.Dependencies dependencies) {
        sharding.init(
                Entity.of(SessionDirectory.KEY, entity -> SessionDirectory.create(entity.getEntityId(), dependencies))
                        .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy())
                        .withStopMessage(new DirectoryCommand.Stop()));
    }

    /** Books live as long as the node: they are few, and everybody needs them at once. */
    void initBooks(Instruments instruments, BookSurroundings surroundings) {
        sharding.init(Entity.of(BookEntity.KEY, entity -> book(entity.getEntityId(), instruments, surroundings))
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
    }

    private static Behavior<BookMessage> book(String symbol, Instruments instruments, BookSurroundings surroundings) {
        return instruments
                .find(symbol)
                .map(instrument -> BookEntity.create(instrument, surroundings))
                .orElseGet(Behaviors::stopped);
    }

    private void later(Runnable action) {
        system.scheduler().scheduleOnce(WAKE_AFTER_FAILURE, action, system.executionContext());
    }
}
