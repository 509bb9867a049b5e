package org.tradingarena.gateway.http;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.tradingarena.gateway.http.access.Caller;
import org.tradingarena.gateway.http.feed.Feed;
import org.tradingarena.gateway.http.feed.FeedReply;
import org.tradingarena.gateway.http.feed.FeedSettings;
import org.tradingarena.gateway.http.feed.Places;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.StreamPosition;

/** Server-Sent Events (protocol section 10). A stream reads page after page as its client takes them; nothing is queued beside that. */
final class EventStreams {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final HttpDependencies dependencies;
    private final Feed feed;
    private final StateCalls states;
    private final Places places;
    private final FeedSettings.Streams settings;
    private final SharedKillSwitch killSwitch = KillSwitches.shared("event-streams");

    EventStreams(HttpDependencies dependencies, Feed feed, StateCalls states, Places places) {
        this.dependencies = dependencies;
        this.feed = feed;
        this.states = states;
        this.places = places;
        this.settings = dependencies.settings().feed().streams();
    }

    /** A stream, if the client may have one and its first page could be read. */
    CompletionStage<HttpResponse> open(Caller caller, HttpRequest request) {
        Optional<StreamPosition> from = request.getHeader(LAST_EVENT_ID)
                .map(header -> header.value().strip())
                .filter(id -> !id.isEmpty())
                .map(id -> EventId.parse(id).orElseThrow(EventStreams::foreignId));
        places.require(caller.collective());
        EventStream stream = new EventStream(caller, feed, states, settings, dependencies.clock(), from);
        return stream.begin().thenApply(first -> switch (first) {
            case FeedReply.Refused refused -> Answers.error(ClientDoor.keyGone());
            case FeedReply.Unavailable unavailable -> Answers.error(Answers.overloaded());
            case FeedReply.Page page -> response(stream, page);
            case FeedReply.Moved moved -> response(stream, moved);
        });
    }

    private static ProtocolException foreignId() {
        return new ProtocolException(ArenaError.field(
                ErrorCode.INVALID_RESUME, LAST_EVENT_ID, LAST_EVENT_ID + " must have the form epoch:seq"));
    }

    private HttpResponse response(EventStream stream, FeedReply first) {
        Source<ByteString, NotUsed> blocks = Source.unfoldResourceAsync(
                        () -> CompletableFuture.completedStage(new Reading(stream, first)),
                        Reading::next,
                        Reading::close)
                .via(killSwitch.flow());
        return HttpResponse.create()
                .withEntity(HttpEntities.createChunked(MediaTypes.TEXT_EVENT_STREAM.toContentType(), blocks))
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .addHeader(RawHeader.create("X-Accel-Buffering", "no"));
    }

    /** One running stream: takes its place only when it really runs, and gives it back whatever becomes of it. */
    private final class Reading {
        private final EventStream stream;
        private final FeedReply first;
        private final Places.Place place;
        private boolean begun;

        Reading(EventStream stream, FeedReply first) {
            this.stream = stream;
            this.first = first;
            this.place = places.take(stream.collective());
        }

        CompletionStage<Optional<ByteString>> next() {
            CompletionStage<Optional<String>> block = begun ? stream.next() : stream.opening(first);
            begun = true;
            return block.thenApply(text -> text.map(ByteString::fromString));
        }

        CompletionStage<Done> close() {
            place.close();
            return CompletableFuture.completedStage(Done.getInstance());
        }
    }

    /** Ends all streams, in order: what was read is still written. */
    void stop() {
        killSwitch.shutdown();
    }
}
