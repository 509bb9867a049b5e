package org.tradingarena.gateway.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.Query;
import org.tradingarena.gateway.http.access.Caller;
import org.tradingarena.gateway.http.feed.Feed;
import org.tradingarena.gateway.http.feed.FeedReply;
import org.tradingarena.gateway.http.feed.FeedRequest;
import org.tradingarena.gateway.http.feed.FeedSettings;
import org.tradingarena.gateway.http.feed.Places;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.StrictJson;
import org.tradingarena.protocol.Wire;

/** The long poll (protocol section 10): a page of events, as soon as there is one. */
final class EventCalls {
    private static final int DEFAULT_LIMIT = 100;
    private static final int EPOCH_CHARACTERS = 64;

    private final Feed feed;
    private final FeedSettings settings;
    private final Places places;

    EventCalls(Feed feed, FeedSettings settings, Places places) {
        this.feed = feed;
        this.settings = settings;
        this.places = places;
    }

    CompletionStage<HttpResponse> poll(Caller caller, Query query) {
        FeedRequest request = request(caller, query);
        Places.Place place = places.take(caller.collective());
        return feed.read(caller.collective(), request)
                .whenComplete((reply, failure) -> place.close())
                .thenApply(reply -> answer(request, reply));
    }

    private FeedRequest request(Caller caller, Query query) {
        Fields fields = Fields.ofDocument(StrictJson.parse(Wire.bare(json -> {
            Parameters.integer(json, query, "after");
            Parameters.integer(json, query, "limit");
            Parameters.integer(json, query, "wait");
            Parameters.text(json, query, "epoch");
        })));
        long longest = settings.polls().longestWait().toSeconds();
        return new FeedRequest(
                caller.key(),
                fields.text("epoch", EPOCH_CHARACTERS).orElse(null),
                fields.integer("after", 0, Fields.LARGEST_INTEGER).orElse(0),
                (int) fields.integer("limit", 1, RequestParser.MOST_ITEMS).orElse(DEFAULT_LIMIT),
                settings.pageBytes(),
                Duration.ofSeconds(fields.integer("wait", 0, longest).orElse(0)));
    }

    private static HttpResponse answer(FeedRequest request, FeedReply reply) {
        return switch (reply) {
            case FeedReply.Page page ->
                Answers.ok(json -> json.raws(
                                "events",
                                page.events().stream()
                                        .map(FeedReply.Shown::json)
                                        .toList())
                        .integer("next_after_seq", page.next())
                        .flag("has_more", page.hasMore())
                        .text("epoch", page.epoch()));
            case FeedReply.Moved moved -> Answers.error(moved(request, moved));
            case FeedReply.Refused refused -> Answers.error(ClientDoor.keyGone());
            case FeedReply.Unavailable unavailable -> Answers.error(Answers.overloaded());
        };
    }

    /** There is no such position: the client has to begin from a state, and is told which stream there is now. */
    private static ArenaError moved(FeedRequest request, FeedReply.Moved moved) {
        Map<String, Object> details = new LinkedHashMap<>();
        boolean isForeign = request.epoch() != null && !moved.epoch().equals(request.epoch());
        details.put("field", isForeign ? "epoch" : "after");
        details.put("reason", moved.cause().name());
        details.put("epoch", moved.epoch());
        details.put("seq", moved.head());
        return new ArenaError(
                ErrorCode.CONFLICT, "There is no such position in the stream: begin from a state", details);
    }
}
