package org.tradingarena.client;

import java.time.Instant;
import org.tradingarena.protocol.Request;

/** A request that has no answer yet. */
final class Outstanding {
    private final long number;
    private final Request request;
    private final Reply reply;
    private final boolean ours;
    private final Instant askedAt;
    private boolean uncertain;
    private boolean lost;
    private int refusals;
    private Instant sentAt = Instant.EPOCH;

    /**
     * Not sent yet.
     *
     * @param ours whether the client itself asks: such a question is of no use on another connection
     */
    Outstanding(long number, Request request, Reply reply, boolean ours, Instant askedAt) {
        this.number = number;
        this.request = request;
        this.reply = reply;
        this.ours = ours;
        this.askedAt = askedAt;
    }

    /** Its place among all requests, and its id on the wire. */
    long number() {
        return number;
    }

    String id() {
        return Long.toString(number);
    }

    Request request() {
        return request;
    }

    Reply reply() {
        return reply;
    }

    boolean isOurs() {
        return ours;
    }

    Instant askedAt() {
        return askedAt;
    }

    Instant sentAt() {
        return sentAt;
    }

    void sent(Instant now) {
        sentAt = now;
    }

    /** Whether the arena may have done it already. */
    boolean isUncertain() {
        return uncertain;
    }

    void uncertain() {
        uncertain = true;
    }

    /** Whether a connection was lost while its answer was awaited. */
    boolean isLost() {
        return lost;
    }

    void lost() {
        uncertain = true;
        lost = true;
    }

    /** Counts one more refusal that may go away by waiting. */
    int refusedOnceMore() {
        return ++refusals;
    }

    /** Whether asking again does no more than asking once. */
    boolean isRepeatable() {
        return !(request instanceof Request.CancelAllAfter);
    }

    boolean isOrder() {
        return request instanceof Request.PlaceOrder;
    }
}
