package org.tradingarena.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tradingarena.bench.check.Findings;
import org.tradingarena.bench.probe.ServerProbe;
import org.tradingarena.bench.wire.SocketLoops;

/**
 * What all scenarios share: the server, the sockets' threads, what was found, and the wish to stop early.
 *
 * @param run tells the collectives of this run from those of all others
 * @param stopped whether somebody wants it to end now, with what there is
 * @param drain how long what is under way at the end may take
 */
record Stage(
        String run,
        Admin admin,
        ServerProbe probe,
        SocketLoops loops,
        Findings findings,
        Traffic traffic,
        Progress progress,
        BooleanSupplier stopped,
        Duration drain,
        ConcurrentLinkedQueue<Member> members) {
    private static final long LOOK_MILLIS = 10;
    private static final Duration GOOD_BYE = Duration.ofSeconds(5);

    /** Opens so many collectives with these deposits each; the kind is part of their names. */
    List<Team> openTeams(int count, String kind, Map<String, BigDecimal> deposits) {
        List<Team> teams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int opened = i;
            progress.show("opening collectives: " + opened + " of " + count);
            Team team = Team.of("bench-" + run + "-" + kind + i, findings);
            admin.open(team, deposits);
            teams.add(team);
        }
        return teams;
    }

    /** A client that is closed with the run. */
    Member member(Team team, String clientId, Member.Listener listener) {
        Member member = new Member(loops, findings, traffic, listener, team, clientId);
        members.add(member);
        return member;
    }

    /** Waits until something is so; false if it is not within the time, or the run was stopped. */
    boolean await(Duration atMost, Supplier<String> doing, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            progress.show(doing.get());
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }

    /** Says good-bye to the server with every socket, and waits a little until it has answered. */
    void leave() throws InterruptedException {
        members.forEach(Member::close);
        await(GOOD_BYE, () -> "closing sockets", () -> members.stream().noneMatch(Member::isOpen));
        progress.clear();
    }

    /** Lets a time pass in which others work; it ends early when the run is stopped. */
    void pass(long untilNanos, Supplier<String> doing) throws InterruptedException {
        while (untilNanos - System.nanoTime() > 0 && !stopped.getAsBoolean()) {
            progress.show(doing.get());
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
