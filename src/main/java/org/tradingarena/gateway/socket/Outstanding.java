package org.tradingarena.gateway.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Request;

/**
 * The requests of a socket that have no answer yet, each under its ticket. Answers that can be large weigh more, so that what may come
 * back at once is bounded as well. Times are readings of a monotonic clock, in nanoseconds.
 */
final class Outstanding {
    /** What a request for orders, a state or history weighs: its answer may be some hundred kilobytes. */
    private static final int HEAVY = 16;

    /** Whether a request is one of protocol section 6: it changes something, and an observer may not make it. */
    static boolean isTrading(Request request) {
        return switch (request) {
            case Request.PlaceOrder place -> true;
            case Request.CancelOrder cancel -> true;
            case Request.CancelAllOrders cancel -> true;
            case Request.AmendOrder amend -> true;
            case Request.SetCancelOnDisconnect set -> true;
            case Request.CancelAllAfter cancel -> true;
            default -> false;
        };
    }

    /** Whether a request is about orders that were placed before it: none of them may come after it. */
    private static boolean isAboutOrders(Request request) {
        return switch (request) {
            case Request.CancelOrder cancel -> true;
            case Request.CancelAllOrders cancel -> true;
            case Request.AmendOrder amend -> true;
            default -> false;
        };
    }

    /** A request in flight. */
    record Entry(@Nullable String id, Request request, long deadline) {
        private int weight() {
            return switch (request) {
                case Request.GetInitialState get -> HEAVY;
                case Request.GetOrders get -> HEAVY;
                case Request.Replay replay -> HEAVY;
                default -> 1;
            };
        }
    }

    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final int mostWeight;
    private final long deadline;
    private long lastTicket;
    private long lastPlaced;
    private long lastAboutOrders;
    private int weight;

    Outstanding(int mostWeight, Duration deadline) {
        this.mostWeight = mostWeight;
        this.deadline = deadline.toNanos();
    }

    /** Whether another request has to wait. */
    boolean isFull() {
        return weight >= mostWeight;
    }

    /** Adds a request; answers its ticket, which is never 0. */
    long add(@Nullable String id, Request request, long now) {
        Entry entry = new Entry(id, request, now + deadline);
        weight += entry.weight();
        entries.put(++lastTicket, entry);
        if (request instanceof Request.PlaceOrder) {
            lastPlaced = lastTicket;
        } else if (isAboutOrders(request)) {
            lastAboutOrders = lastTicket;
        }
        return lastTicket;
    }

    /** What may be asked a second time, in its order. */
    Map<Long, Entry> toAskAgain() {
        Map<Long, Entry> again = new LinkedHashMap<>(entries);
        again.entrySet()
                .removeIf(
                        entry -> !isRepeatable(entry.getKey(), entry.getValue().request()));
        return again;
    }

    /**
     * Whether a request does nothing more when it is made again now. An order does not, by its {@code client_order_id}, but must not come
     * after a cancel or an amendment that was asked for after it; nor a cancel of all after an order that followed it. An amendment
     * would be made twice.
     */
    private boolean isRepeatable(long ticket, Request request) {
        return switch (request) {
            case Request.PlaceOrder place -> ticket > lastAboutOrders;
            case Request.CancelAllOrders cancel -> ticket > lastPlaced;
            case Request.CancelOrder cancel -> true;
            case Request.GetPortfolio get -> true;
            case Request.GetBalances get -> true;
            case Request.GetOrders get -> true;
            case Request.Heartbeat heartbeat -> true;
            default -> false;
        };
    }

    /** Takes an answered request out; empty if it is not, or no longer, in flight. */
    Optional<Entry> remove(long ticket) {
        Entry entry = entries.remove(ticket);
        if (entry != null) {
            weight -= entry.weight();
        }
        return Optional.ofNullable(entry);
    }

    /** Takes out what is past its deadline. */
    List<Entry> removeExpired(long now) {
        List<Entry> expired = new ArrayList<>();
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            if (entry.deadline() > now) {
                break;
            }
            oldestFirst.remove();
            weight -= entry.weight();
            expired.add(entry);
        }
        return expired;
    }

    /** The earliest deadline. */
    OptionalLong nextDeadline() {
        return entries.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(entries.values().iterator().next().deadline());
    }

    int size() {
        return entries.size();
    }
}
