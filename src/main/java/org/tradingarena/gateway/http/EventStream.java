package org.tradingarena.gateway.http;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.gateway.http.access.Caller;
import org.tradingarena.gateway.http.feed.Feed;
import org.tradingarena.gateway.http.feed.FeedReply;
import org.tradingarena.gateway.http.feed.FeedRequest;
import org.tradingarena.gateway.http.feed.FeedSettings;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.Wire;

/**
 * One stream of Server-Sent Events: how far it got, and the text of what comes next. It ends when its token does, when its key is revoked, and
 * when nothing can be read: a client that comes back with its last id misses nothing.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    /** How long a browser waits before it comes back; and each stream begins with something to read. */
    private static final String OPENING = "retry: 1000\n";

    private static final String HEARTBEAT = ":\n\n";

    private final Caller caller;
    private final Feed feed;
    private final StateCalls states;
    private final FeedSettings.Streams settings;
    private final Clock clock;
    private @Nullable String epoch;
    private long after;

    /** @param from the last event that the client knows; empty to begin at the head */
    EventStream(
            Caller caller,
            Feed feed,
            StateCalls states,
            FeedSettings.Streams settings,
            Clock clock,
            Optional<StreamPosition> from) {
        this.caller = caller;
        this.feed = feed;
        this.states = states;
        this.settings = settings;
        this.clock = clock;
        this.epoch = from.map(StreamPosition::epoch).orElse(null);
        this.after = from.map(StreamPosition::seq).orElse(FeedRequest.HEAD);
    }

    String collective() {
        return caller.collective();
    }

    /** What there is for the client now. */
    CompletionStage<FeedReply> begin() {
        return read(Duration.ZERO);
    }

    private CompletionStage<FeedReply> read(Duration patience) {
        FeedRequest request =
                new FeedRequest(caller.key(), epoch, after, RequestParser.MOST_ITEMS, settings.writeBytes(), patience);
        return feed.read(caller.collective(), request);
    }

    /**
     * The first block, of what {@link #begin} told. It names the position that the stream begins at, so that a client that is cut off before
     * the first event comes back to it.
     */
    CompletionStage<Optional<String>> opening(FeedReply first) {
        return first instanceof FeedReply.Page page && page.events().isEmpty()
                ? CompletableFuture.completedStage(
                        Optional.of(OPENING + "id: " + EventId.of(page.epoch(), page.next()) + "\n\n" + told(page, "")))
                : told(first).thenApply(block -> block.map(text -> OPENING + "\n" + text));
    }

    /** The next block, when there is one; empty at the end. */
    CompletionStage<Optional<String>> next() {
        if (!clock.instant().isBefore(caller.expiresAt())) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        return read(settings.heartbeat()).thenCompose(this::told).exceptionally(failure -> {
            LOG.debug("A stream of {} ends: {}", caller.collective(), failure.toString());
            return Optional.empty();
        });
    }

    private CompletionStage<Optional<String>> told(FeedReply reply) {
        return switch (reply) {
            case FeedReply.Page page -> CompletableFuture.completedStage(Optional.of(told(page, HEARTBEAT)));
            case FeedReply.Moved moved -> states.read(caller).thenApply(state -> Optional.of(reset(moved, state)));
            case FeedReply.Refused refused -> CompletableFuture.completedStage(Optional.empty());
            case FeedReply.Unavailable unavailable -> CompletableFuture.completedStage(Optional.empty());
        };
    }

    private String told(FeedReply.Page page, String ifEmpty) {
        epoch = page.epoch();
        after = page.next();
        StringBuilder block = new StringBuilder();
        for (FeedReply.Shown event : page.events()) {
            block.append("id: ")
                    .append(EventId.of(page.epoch(), event.seq()))
                    .append("\ndata: ")
                    .append(event.json())
                    .append("\n\n");
        }
        return block.isEmpty() ? ifEmpty : block.toString();
    }

    private String reset(FeedReply.Moved moved, CollectiveReply.State state) {
        epoch = state.state().epoch();
        after = state.state().seq();
        String data = Wire.bare(json -> json.code("reason", moved.cause())
                .object("state", states.body(caller, state, EnumSet.allOf(Include.class))));
        return "event: reset\nid: " + EventId.of(state.state().epoch(), after) + "\ndata: " + data + "\n\n";
    }
}
