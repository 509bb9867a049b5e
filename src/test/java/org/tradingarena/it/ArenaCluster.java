package org.tradingarena.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Several processes that are one arena, on one PostgreSQL. Each can be killed, frozen, cut off and started again. */
final class ArenaCluster implements AutoCloseable {
    private final PostgresServer postgres;
    private final NodeNetwork network;
    /** By their age in the cluster: the oldest has its coordinators and singletons. */
    private final List<Integer> byAge = new ArrayList<>();

    private final List<ArenaProcess> nodes = new ArrayList<>();
    private final Set<Integer> shut = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();

    /** Prepares so many nodes and makes the tables; starts none. */
    ArenaCluster(String name, Path directory, int size, String config) {
        this(name, directory, size, size, config);
    }

    /** The first of them are the seeds, to be the core nodes. */
    ArenaCluster(String name, Path directory, int size, int seedNodes, String config) {
        this(ArenaProcess.Setup.named(name).withConfig(config), directory, size, seedNodes);
    }

    /** Each node is set up so, and as its cluster needs it. */
    ArenaCluster(ArenaProcess.Setup setup, Path directory, int size, int seedNodes) {
        try {
            postgres = new PostgresServer(directory);
            network = new NodeNetwork(size);
            String seeds = IntStream.range(0, seedNodes)
                    .mapToObj(node -> "127.0.0.1:" + network.port(node))
                    .collect(Collectors.joining(","));
            for (int i = 0; i < size; i++) {
                Map<String, String> environment =
                        Map.of("ARENA_CLUSTER_SEEDS", seeds, "ARENA_CLUSTER_PORT", Integer.toString(network.port(i)));
                nodes.add(ArenaProcess.notStarted(setup.as(setup.name() + "-" + (i + 1))
                        .withConfig(postgres.config() + network.config(i))
                        .withEnvironment(environment)));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        ArenaProcess.Ran made = nodes.getFirst().run("journal", "init");
        if (made.exit() != 0) {
            throw new AssertionError("no tables: " + made.err());
        }
    }

    /** Starts all nodes at once, and waits until each is ready. */
    ArenaCluster start() {
        nodes.forEach(ArenaProcess::begin);
        nodes.forEach(ArenaProcess::awaitReady);
        byAge.clear();
        IntStream.range(0, nodes.size()).forEach(byAge::add); // the first seed begins the cluster
        return this;
    }

    /** Starts a node again that has ended, and waits until it is ready: then it is the youngest. */
    void restart(int number) {
        nodes.get(number).start();
        byAge.remove((Integer) number);
        byAge.add(number);
        open(number);
    }

    /** The node on which the cluster's coordinators and singletons are. */
    int oldest() {
        return byAge.getFirst();
    }

    /** The node that came last. */
    int youngest() {
        return byAge.getLast();
    }

    NodeNetwork network() {
        return network;
    }

    /** The node of a number, from 0. */
    ArenaProcess node(int number) {
        return nodes.get(number);
    }

    /** A node that lives and is not out of the way, another one each time. */
    ArenaProcess entrance() {
        for (int tries = 0; tries < nodes.size(); tries++) {
            int number = Math.floorMod(next.getAndIncrement(), nodes.size());
            if (nodes.get(number).isAlive() && !shut.contains(number)) {
                return nodes.get(number);
            }
        }
        throw new IllegalStateException("no node serves");
    }

    /** Clients are to come by other nodes until it is opened again. */
    void shut(int number) {
        shut.add(number);
    }

    void open(int number) {
        shut.remove(number);
    }

    int size() {
        return nodes.size();
    }

    PostgresServer postgres() {
        return postgres;
    }

    @Override
    public void close() {
        nodes.forEach(ArenaProcess::close);
        network.close();
        postgres.close();
    }
}
