package org.tradingarena.it;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * What is to befall one connection, and how it is carried until then.
 *
 * @param direction the fault strikes when so many bytes have gone this way
 * @param early whether bytes count from the connection's first one, so that upgrade and sign-in can be cut; else from the end of the sign-in
 * @param afterBytes how many
 * @param betweenFrames whether the fault waits for the end of the frame that is under way; else it strikes in its middle
 * @param stall how long nothing moves, for faults that stall
 * @param stalled which ways nothing moves
 * @param dribble so many bytes of each way go one at a time
 * @param delay how long each piece waits before it goes on
 */
record FaultPlan(
        Fault fault,
        Direction direction,
        boolean early,
        int afterBytes,
        boolean betweenFrames,
        Duration stall,
        Set<Direction> stalled,
        int dribble,
        Duration delay) {

    /** Which way bytes go. */
    enum Direction {
        /** From the client to the server. */
        UP,
        /** From the server to the client. */
        DOWN
    }

    /** Upgrade and sign-in take about so much, each way. */
    private static final int SIGN_IN_BYTES = 1_500;

    private static final int LEAST_UP = 16;
    private static final int LEAST_DOWN = 64;
    /** Some 15 orders, or a few minutes of heartbeats. */
    private static final int MOST_UP = 4 << 10;
    /** Above the largest page of a resume: who is far behind gets on, now and then. */
    private static final int MOST_DOWN = 1 << 20;
    /** Some 100 events. */
    private static final int MOST_DOWN_QUICK = 96 << 10;

    private static final int LEAST_POLLED_UP = 300;
    private static final int MOST_POLLED_UP = 16 << 10;
    private static final int LEAST_POLLED_DOWN = 1 << 10;
    private static final int MOST_POLLED_DOWN = 4 << 20;
    /** Above a page, at most 256 KiB: who polls and is far behind has to get one in a piece, or falls behind for good. */
    private static final int MOST_POLLED_DOWN_QUICK = 384 << 10;

    private static final int LONGEST_STALL_MILLIS = 2_000;
    private static final int LONGEST_DELAY_MILLIS = 10;
    private static final int MOST_DRIBBLE = 8 << 10;

    /** This fault after so many bytes of the connection; nothing else happens to it. */
    static FaultPlan striking(Fault fault, Direction direction, int afterBytes) {
        return new FaultPlan(
                fault,
                direction,
                true,
                afterBytes,
                false,
                Duration.ofMillis(50),
                EnumSet.of(direction),
                0,
                Duration.ZERO);
    }

    FaultPlan dribbling(int bytes, Duration delayed) {
        return new FaultPlan(fault, direction, early, afterBytes, betweenFrames, stall, stalled, bytes, delayed);
    }

    /** The same, counted from the end of the sign-in. */
    FaultPlan onceSignedIn() {
        return new FaultPlan(fault, direction, false, afterBytes, betweenFrames, stall, stalled, dribble, delay);
    }

    /** Everything is possible; most connections live for some kilobytes, a few for long. */
    static FaultPlan draw(Random random) {
        return draw(random, MOST_DOWN);
    }

    private static FaultPlan draw(Random random, int mostDown) {
        Direction direction = random.nextInt(3) == 0 ? Direction.UP : Direction.DOWN;
        boolean early = random.nextInt(100) < 12;
        Fault fault = drawFault(random.nextInt(100));
        FaultPlan plan = new FaultPlan(
                fault,
                direction,
                early,
                early ? random.nextInt(SIGN_IN_BYTES) : drawBytes(direction, mostDown, random),
                random.nextInt(3) == 0,
                Duration.ofMillis(between(5, LONGEST_STALL_MILLIS, random)),
                random.nextBoolean() ? EnumSet.of(direction) : EnumSet.allOf(Direction.class),
                0,
                Duration.ZERO);
        return switch (random.nextInt(8)) {
            case 0 -> plan.dribbling(random.nextInt(MOST_DRIBBLE), Duration.ZERO);
            case 1, 2 -> plan.dribbling(0, Duration.ofMillis(1 + random.nextInt(LONGEST_DELAY_MILLIS)));
            default -> plan;
        };
    }

    /** The same, once the frame under way has gone through. */
    FaultPlan betweenTwoFrames() {
        return new FaultPlan(fault, direction, early, afterBytes, true, stall, stalled, dribble, delay);
    }

    /** As {@link #draw}, but no socket lives long, and none is half open before its sign-in, which only a timeout of 25 s would find. */
    static FaultPlan drawQuick(Random random) {
        FaultPlan plan = draw(random, MOST_DOWN_QUICK);
        return plan.early() ? plan.withoutSilence() : plan;
    }

    /** For plain HTTP, from a connection's first byte: now and then a sign-in of three calls and a page of 500 events must get through. */
    static FaultPlan drawForPolls(Random random) {
        return drawForPolls(random, MOST_POLLED_DOWN);
    }

    private static FaultPlan drawForPolls(Random random, int mostDown) {
        FaultPlan plan = draw(random);
        return new FaultPlan(
                plan.fault,
                plan.direction,
                true,
                plan.direction == Direction.UP
                        ? between(LEAST_POLLED_UP, MOST_POLLED_UP, random)
                        : between(LEAST_POLLED_DOWN, mostDown, random),
                false,
                plan.stall,
                plan.stalled,
                plan.dribble,
                plan.delay);
    }

    /** As {@link #drawForPolls}, but no connection lives long, and none is half open: a call's timeout is 15 s, and a poll's 40 s. */
    static FaultPlan drawQuickForPolls(Random random) {
        return drawForPolls(random, MOST_POLLED_DOWN_QUICK).withoutSilence();
    }

    private FaultPlan withoutSilence() {
        return fault.halfOpens() ? with(Fault.RESET) : this;
    }

    private FaultPlan with(Fault other) {
        return new FaultPlan(other, direction, early, afterBytes, betweenFrames, stall, stalled, dribble, delay);
    }

    private static int drawBytes(Direction direction, int mostDown, Random random) {
        return direction == Direction.UP ? between(LEAST_UP, MOST_UP, random) : between(LEAST_DOWN, mostDown, random);
    }

    private static Fault drawFault(int dice) {
        if (dice < 34) {
            return Fault.RESET;
        }
        if (dice < 58) {
            return Fault.CLOSE;
        }
        if (dice < 68) {
            return Fault.HALF_OPEN_TO_CLIENT;
        }
        if (dice < 78) {
            return Fault.HALF_OPEN_TO_SERVER;
        }
        return dice < 90 ? Fault.STALL : Fault.STALL_AND_RESET;
    }

    /** Every order of magnitude is as likely as every other. */
    private static int between(int least, int most, Random random) {
        return (int) Math.round(least * Math.pow((double) most / least, random.nextDouble()));
    }
}
