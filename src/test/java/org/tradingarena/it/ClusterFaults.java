package org.tradingarena.it;

import java.nio.file.Path;
import java.time.Duration;

/** What can happen to a cluster of three nodes, each from its beginning until it is over and all nodes are there again. */
final class ClusterFaults {
    /** Longer than the failure detector and the split-brain resolver wait together: the others have gone on without the node by then. */
    private static final Duration LONGER_THAN_SUSPICION = Duration.ofSeconds(15);

    private static final Duration DATABASE_AWAY = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofSeconds(60);

    private final ArenaCluster cluster;
    private final ClusterStory story;

    ClusterFaults(ArenaCluster cluster, ClusterStory story) {
        this.cluster = cluster;
        this.story = story;
    }

    /** {@code kill -9}. */
    ClusterStory.Outage kill(int number) {
        ClusterStory.Outage outage = story.fault(() -> cluster.node(number).kill9());
        restart(number);
        return outage;
    }

    /** SIGSTOP until the others have given it up, then SIGCONT: it finds out that it is no part of the cluster any more, and ends. */
    ClusterStory.Outage freeze(int number) {
        ClusterStory.Outage outage = story.fault(() -> {
            cluster.node(number).freeze();
            story.leaveNode(number);
            Waiting.pass(LONGER_THAN_SUSPICION);
        });
        cluster.node(number).thaw();
        endsByItself(number);
        restart(number);
        return outage;
    }

    /** A node and the others do not hear each other. Clients and the database are reached by all. */
    ClusterStory.Outage isolate(int number) {
        return cutOff(number, () -> cluster.network().isolate(number));
    }

    /** A node hears the others, and they do not hear it. */
    ClusterStory.Outage mute(int number) {
        return cutOff(number, () -> cluster.network().mute(number));
    }

    /** The others hear a node, and it does not hear them. */
    ClusterStory.Outage deafen(int number) {
        return cutOff(number, () -> cluster.network().deafen(number));
    }

    private ClusterStory.Outage cutOff(int number, Runnable cut) {
        ClusterStory.Outage outage = story.fault(() -> {
            cluster.shut(number); // whoever directs clients sees that it is not ready; those that are there stay
            cut.run();
            endsByItself(number);
        });
        cluster.network().mend();
        restart(number);
        return outage;
    }

    private void endsByItself(int number) {
        int exit = cluster.node(number).awaitEnd(END);
        if (exit != 1) {
            throw new AssertionError("who watches over a node that was cut off does not see that it failed: exit code "
                    + exit + "\n" + cluster.node(number).logTail());
        }
    }

    private void restart(int number) {
        cluster.restart(number);
        story.tradingGoesOn();
    }

    /** PostgreSQL is stopped for a while, and started again with what it had acknowledged. */
    ClusterStory.Outage databaseAway() {
        return story.fault(() -> {
            cluster.postgres().stop();
            Waiting.pass(DATABASE_AWAY);
            cluster.postgres().start();
        });
    }

    /** SIGTERM, and a start as soon as it has ended, as a rolling restart does it. */
    ClusterStory.Outage replace(int number) {
        return replace(number, ArenaProcess.program());
    }

    /** The same, with another version of the program. */
    ClusterStory.Outage replace(int number, Path program) {
        return story.fault(() -> {
            cluster.shut(number); // it says that it is not ready as soon as it is told to stop
            cluster.node(number).stop();
            cluster.node(number).becomes(program);
            cluster.restart(number);
        });
    }
}
