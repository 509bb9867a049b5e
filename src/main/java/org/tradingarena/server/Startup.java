package org.tradingarena.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a node is ready, and says meanwhile what it waits for. Its own part has to be done within {@link #PATIENCE}. It waits for a node
 * to join by as long as Pekko tries, and as long as its own part again for enough core nodes: then it ends, because the first seed, if it
 * began alone while it did not hear the others, would never find out that they are an arena already; started again, it joins them.
 */
final class Startup {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration SAY_EVERY = Duration.ofSeconds(5);

    private final ActorSystem<Void> system;
    private final ClusterConfig cluster;
    private final CompletableFuture<String> ready;
    private long deadline = in(PATIENCE);
    private long deadlineOfOthers = in(PATIENCE);
    private long nextWord = in(SAY_EVERY);

    Startup(ActorSystem<Void> system, ClusterConfig cluster, CompletableFuture<String> ready) {
        this.system = system;
        this.cluster = cluster;
        this.ready = ready;
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    /** Returns what {@code ready} gets; throws {@link StartException} when it cannot become ready. */
    String await() {
        try {
            while (true) {
                Optional<String> address = awaitShortly();
                if (address.isPresent()) {
                    return address.get();
                }
                giveUpIfEnding();
                sayOrGiveUp();
            }
        } catch (ExecutionException failed) {
            throw ArenaServer.endedByItself(system).map(StartException::new).orElseGet(() -> startFailure(failed));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted");
        }
    }

    private Optional<String> awaitShortly() throws ExecutionException, InterruptedException {
        CompletableFuture<String> ended = system.getWhenTerminated()
                .toCompletableFuture()
                .thenCompose(done -> CompletableFuture.failedFuture(new StartException("it was stopped")));
        try {
            return Optional.of(
                    (String) CompletableFuture.anyOf(ready, ended).get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        }
    }

    /** What ends in order takes its time, and there is nothing to hand over. */
    private void giveUpIfEnding() {
        ArenaServer.endedByItself(system).ifPresent(why -> {
            throw new StartException(why);
        });
    }

    private void sayOrGiveUp() {
        Optional<String> awaited = cluster.isAlone() ? Optional.empty() : awaited();
        if (awaited.isPresent()) {
            deadline = in(PATIENCE);
            if (!isMember()) {
                deadlineOfOthers = in(PATIENCE);
            } else if (System.nanoTime() > deadlineOfOthers) {
                throw new StartException("for " + PATIENCE.toSeconds() + " s it waited for " + awaited.get()
                        + "; start the others, and this one again");
            }
            if (System.nanoTime() > nextWord) {
                LOG.info("waiting for {}", awaited.get());
                nextWord = in(SAY_EVERY);
            }
        } else if (System.nanoTime() > deadline) {
            throw new StartException("the arena was not ready within " + PATIENCE.toSeconds() + " s; see the log");
        }
    }

    private boolean isMember() {
        return !Cluster.get(system).selfMember().status().equals(MemberStatus.removed());
    }

    /** Who of the others is missing. */
    private Optional<String> awaited() {
        Member self = Cluster.get(system).selfMember();
        if (!isMember()) {
            return Optional.of("one of the nodes in arena.cluster.seeds to take this one in: "
                    + String.join(", ", cluster.seeds()));
        }
        if (isUp(self) && hasCore(system)) {
            return Optional.empty();
        }
        long here = members(system)
                .filter(member -> member.hasRole(ClusterConfig.CORE))
                .count();
        return Optional.of("nodes with the role core: the arena begins when " + cluster.quorum()
                + " of them hear each other, and here are " + here);
    }

    /** Whether there is a node, as far as this one knows, on which entities can live. */
    static boolean hasCore(ActorSystem<?> system) {
        return members(system).anyMatch(member -> isUp(member) && member.hasRole(ClusterConfig.CORE));
    }

    private static Stream<Member> members(ActorSystem<?> system) {
        return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false);
    }

    private static boolean isUp(Member member) {
        return member.status().equals(MemberStatus.up());
    }

    private static StartException startFailure(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof StartException known) {
            return known;
        }
        LOG.debug("start failed", cause);
        return new StartException(String.valueOf(cause.getMessage()));
    }
}
