package org.tradingarena.session;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a collective that have a session, by name; immutable. It may name one too many for a while (a sign-in that failed half-way, a
 * session whose end was not heard of), never one too few.
 */
public record DirectoryState(SortedMap<String, Entry> clients) {
    /** Nobody. */
    public static final DirectoryState EMPTY = new DirectoryState(new TreeMap<>());

    /**
     * One client.
     *
     * @param since when its session began
     * @param generation of the socket that it began with: what is said of an older one does not concern it
     * @param reviewAt when to ask for it, if nothing is heard of it before
     */
    public record Entry(Instant since, long generation, Instant reviewAt) {}

    public DirectoryState {
        clients = Collections.unmodifiableSortedMap(new TreeMap<>(clients));
    }

    @Nullable
    Entry find(String client) {
        return clients.get(client);
    }

    int size() {
        return clients.size();
    }

    /** Up to so many clients after this one. */
    List<String> after(String client, int limit) {
        // The least string that is greater.
        return clients.tailMap(client + '\0').keySet().stream().limit(limit).toList();
    }

    /** Those that should be asked for at this time. */
    List<String> due(Instant now) {
        return clients.entrySet().stream()
                .filter(entry -> !now.isBefore(entry.getValue().reviewAt()))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /** The state after an event. */
    DirectoryState apply(DirectoryEvent event) {
        SortedMap<String, Entry> changed = new TreeMap<>(clients);
        switch (event) {
            case DirectoryEvent.Entered entered ->
                changed.put(entered.client(), new Entry(entered.at(), entered.generation(), entered.reviewAt()));
            case DirectoryEvent.Reviewed reviewed ->
                changed.computeIfPresent(
                        reviewed.client(),
                        (client, entry) -> new Entry(entry.since(), entry.generation(), reviewed.reviewAt()));
            case DirectoryEvent.Left left -> changed.remove(left.client());
        }
        return new DirectoryState(changed);
    }
}
