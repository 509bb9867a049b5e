package org.tradingarena.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Request;

/**
 * The requests that have no answer yet: sent in the order in which they were asked, so many at a time, and asked again where an answer got
 * lost or the arena had no time. The bound of their number is at the client's door ({@link ClientShell}).
 */
class Requests {
    /** The arena answers within its deadline of 10 s; whoever waits this long has lost the answer. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** Requests on their way at once: twice what the arena takes from one socket before it lets the rest wait. */
    static final int MOST_ON_THE_WAY = 512;

    private static final int FEWEST_ON_THE_WAY = 8;
    /** A rate that was exceeded is left alone for a moment: asking at every millisecond is what closes a socket with 4029. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

    private final TreeMap<Long, Outstanding> ready = new TreeMap<>();
    private final Deque<Outstanding> oursReady = new ArrayDeque<>();
    private final Map<Long, Outstanding> sent = new LinkedHashMap<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparing(Later::at)
            .thenComparingLong(each -> each.request().number()));
    private final List<Outstanding> parked = new ArrayList<>();
    private final FateLookup fates;
    private final @Nullable Duration resendWithin;
    private long numbers;
    private boolean isPaused;
    private Instant pausedUntil = Instant.EPOCH;
    private int allowed = MOST_ON_THE_WAY;

    private record Later(Instant at, Outstanding request) {}

    /** None yet; orders older than {@code resendWithin} are looked up instead of sent. */
    Requests(@Nullable Duration resendWithin, Outbox out) {
        this.resendWithin = resendWithin;
        this.fates = new FateLookup(this::askOurs, out);
    }

    /** Its owner asks. */
    void ask(Request request, Reply reply, Instant now) {
        add(request, reply, false, now);
    }

    /** The client itself asks: on this connection, or not at all. */
    void askOurs(Request request, Reply reply, Instant now) {
        add(request, reply, true, now);
    }

    private void add(Request request, Reply reply, boolean ours, Instant now) {
        numbers++;
        makeReady(new Outstanding(numbers, request, reply, ours, now));
    }

    private void makeReady(Outstanding request) {
        if (request.isOurs()) {
            oursReady.add(request);
        } else {
            ready.put(request.number(), request);
        }
    }

    /** A number for a message that is no request, such as {@code auth}. */
    String nextId() {
        return Long.toString(++numbers);
    }

    /** Sends what can be sent now; the client's own questions, of which there are few, go before all others. */
    void send(Carrier carrier, Instant now) {
        wake(now);
        lookUp(now);
        isPaused = isPaused && now.isBefore(pausedUntil);
        int window = Math.min(carrier.window(), allowed);
        while (!isPaused && !oursReady.isEmpty()) {
            send(oursReady.remove(), carrier, now);
        }
        while (!isPaused && !ready.isEmpty() && sent.size() < window) {
            send(ready.pollFirstEntry().getValue(), carrier, now);
        }
    }

    private void send(Outstanding request, Carrier carrier, Instant now) {
        if (carrier.carry(request)) {
            request.sent(now);
            sent.put(request.number(), request);
        } else {
            parked.add(request);
        }
    }

    /** Orders that are too old to be sent are looked up. */
    private void lookUp(Instant now) {
        if (resendWithin != null) {
            Instant oldest = now.minus(resendWithin);
            // In the order of asking: behind the first that is young, all are.
            for (Iterator<Outstanding> each = ready.values().iterator(); each.hasNext(); ) {
                Outstanding request = each.next();
                if (!request.askedAt().isBefore(oldest)) {
                    break;
                }
                if (request.isOrder()) {
                    each.remove();
                    fates.add(request);
                }
            }
        }
        fates.begin(now);
    }

    private void wake(Instant now) {
        for (Later next = later.peek(); next != null && !next.at().isAfter(now); next = later.peek()) {
            later.remove();
            makeReady(next.request());
        }
        // In the order of sending: the first is the oldest.
        while (!sent.isEmpty()) {
            Outstanding oldest = sent.values().iterator().next();
            if (oldest.sentAt().plus(ANSWER_TIMEOUT).isAfter(now)) {
                break;
            }
            sent.remove(oldest.number());
            unanswered(oldest);
        }
    }

    /** An answer got lost. */
    void unanswered(Outstanding request) {
        request.uncertain();
        if (request.isRepeatable()) {
            makeReady(request);
        } else {
            request.reply().refused(request, unknown("No answer came; it may or may not have happened"));
        }
    }

    /** When there is something to do again, while requests are carried. */
    @Nullable
    Instant deadline() {
        Instant deadline = later.isEmpty() ? null : later.peek().at();
        if (!sent.isEmpty()) {
            Outstanding oldest = sent.values().iterator().next();
            deadline = Times.earlier(deadline, oldest.sentAt().plus(ANSWER_TIMEOUT));
        }
        return isPaused ? Times.earlier(deadline, pausedUntil) : deadline;
    }

    /** An answer; one that nobody waits for is of no use. */
    void answered(String id, JsonObject data, List<String> events) {
        Outstanding request = take(id);
        if (request != null) {
            allowed = Math.min(MOST_ON_THE_WAY, allowed + 1);
            request.reply().answered(request, data, events);
        }
    }

    /** A refusal. */
    void refused(String id, ArenaError error, Instant now) {
        Outstanding request = take(id);
        if (request == null) {
            return;
        }
        switch (RetryRule.decide(request, error)) {
            case RetryRule.Decision.Pause pause -> {
                slowDown(now, pause.time());
                makeReady(request);
            }
            case RetryRule.Decision.Again again -> later.add(new Later(now.plus(again.time()), request));
            case RetryRule.Decision.Final refusal -> request.reply().refused(request, error);
        }
    }

    private void slowDown(Instant now, Duration pause) {
        if (!isPaused) {
            isPaused = true;
            allowed = Math.max(FEWEST_ON_THE_WAY, Math.min(allowed, sent.size() + 1) / 2);
            pausedUntil = now.plus(pause.compareTo(LEAST_PAUSE) > 0 ? pause : LEAST_PAUSE);
        }
    }

    /** The call that carried it failed: nobody knows how far it got. */
    void failed(String id, Instant now) {
        refused(id, unknown("The connection failed; it may or may not have happened"), now);
    }

    /** It did not get anywhere: it is to be sent again. */
    void returned(String id) {
        Outstanding request = take(id);
        if (request != null) {
            makeReady(request);
        }
    }

    private @Nullable Outstanding take(String id) {
        try {
            return sent.remove(Long.parseLong(id));
        } catch (NumberFormatException foreign) {
            return null;
        }
    }

    /** What could not be sent the way before may be now. */
    void unpark() {
        parked.forEach(this::makeReady);
        parked.clear();
    }

    /** The connection is gone, and with it every answer that was on its way. */
    void disconnected() {
        List<Outstanding> lost = List.copyOf(sent.values());
        sent.clear();
        for (Outstanding request : lost) {
            request.lost();
            if (!request.isOurs()) {
                unanswered(request);
            }
        }
        oursReady.clear();
        later.removeIf(each -> each.request().isOurs());
        parked.removeIf(Outstanding::isOurs);
        fates.interrupted();
        isPaused = false;
    }

    /** Nothing is sent any more: all fail. */
    void close() {
        disconnected();
        List<Outstanding> all = new ArrayList<>(ready.values());
        later.forEach(each -> all.add(each.request()));
        all.addAll(parked);
        all.addAll(fates.close());
        all.sort(Comparator.comparingLong(Outstanding::number));
        ready.clear();
        later.clear();
        parked.clear();
        for (Outstanding request : all) {
            request.reply().refused(request, closed(request.isUncertain()));
        }
    }

    private static ArenaError closed(boolean uncertain) {
        return uncertain
                ? unknown("The client was closed before the answer came; it may or may not have happened")
                : ArenaError.of(ErrorCode.OVERLOADED, "The client was closed; nothing was sent");
    }

    private static ArenaError unknown(String message) {
        return ArenaError.of(ErrorCode.OUTCOME_UNKNOWN, message);
    }
}
