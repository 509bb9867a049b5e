package org.tradingarena.server;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process of the arena, from its start to its end. */
public final class ArenaServer {
    private static final Logger LOG = LoggerFactory.getLogger(ArenaServer.class);
    private static final String SYSTEM = "arena";

    private final ActorSystem<Void> system;
    private final String address;

    private ArenaServer(ActorSystem<Void> system, String address) {
        this.system = system;
        this.address = address;
    }

    /**
     * Starts the arena and returns when clients can trade. Throws {@link StartException} if it cannot start for a reason that an operator
     * can mend.
     *
     * @param config all layers, as {@link ArenaConfig} makes them
     * @param demo whether bots trade, so that there is something to see
     */
    public static ArenaServer start(Config config, boolean demo) {
        NodeJournal.requireFitting(config);
        ClusterConfig cluster = ClusterConfig.from(config);
        if (config.getString("arena.admin-token").isBlank() && !cluster.isAlone()) {
            throw new StartException(
                    "the nodes of a cluster need the same admin token: set arena.admin-token (ARENA_ADMIN_TOKEN)");
        }
        Path data = DataDirectory.hold(config.getString("arena.data-dir"));
        AdminToken admin = AdminToken.of(config.getString("arena.admin-token"), data);
        LOG.info("data in {}; admin token {}", data, admin.origin());
        CompletableFuture<String> ready = new CompletableFuture<>();
        ActorSystem<Void> system = ActorSystem.create(Node.create(config, admin.value(), demo, ready), SYSTEM, config);
        try {
            String address = new Startup(system, cluster, ready).await();
            NodeAddress.write(data, address);
            announce(address);
            return new ArenaServer(system, address);
        } catch (StartException cannotStart) {
            system.terminate();
            throw cannotStart;
        } catch (IOException failed) {
            system.terminate();
            throw new StartException("nothing can be written to " + data + ": " + failed.getMessage());
        }
    }

    /** The line that programs wait for, alone on standard output. */
    private static void announce(String address) {
        LOG.info("listening on {}; stop with Ctrl-C or SIGTERM", address);
        System.out.println("arena ready on " + address);
    }

    /** Where it listens, {@code http://host:port}. */
    public String address() {
        return address;
    }

    /**
     * Waits until the arena has stopped.
     *
     * @return why it stopped although nobody asked it to, in words for an operator; empty if it was asked. Who watches over processes is to
     *     start it again
     */
    public Optional<String> awaitEnd() {
        system.getWhenTerminated().toCompletableFuture().join();
        return endedByItself(system);
    }

    /** Why a system stops although nobody asked it to. */
    static Optional<String> endedByItself(ActorSystem<?> system) {
        return CoordinatedShutdown.get(system)
                .getShutdownReason()
                .flatMap(reason -> notAskedFor(reason, system.settings().config()));
    }

    private static Optional<String> notAskedFor(CoordinatedShutdown.Reason reason, Config config) {
        return switch (reason) {
            case CoordinatedShutdown.ClusterDowningReason$ cutOff ->
                Optional.of("it no longer heard enough core nodes for a quorum, and they may have gone on without it");
            case CoordinatedShutdown.ClusterJoinUnsuccessfulReason$ alone ->
                Optional.of("none of the nodes in arena.cluster.seeds (ARENA_CLUSTER_SEEDS) took this one in: "
                        + SeedCheck.report(config));
            case CoordinatedShutdown.IncompatibleConfigurationDetectedReason$ different ->
                Optional.of("the other nodes have another configuration of the cluster");
            default -> Optional.empty();
        };
    }

    /** Stops in order and returns when it has. */
    public void stop() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
