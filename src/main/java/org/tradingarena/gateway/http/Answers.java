package org.tradingarena.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Wire;

/** HTTP responses (protocol section 10). No client ever sees more of a failure than its code. */
final class Answers {
    static final int OK = 200;
    static final int CREATED = 201;
    private static final int UNAUTHORIZED = 401;
    static final ArenaError NOTHING_HERE = ArenaError.of(ErrorCode.NOT_FOUND, "There is nothing here");

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final long RETRY_MILLIS = 1000;

    private Answers() {}

    /** Bare data. */
    static HttpResponse ok(JsonBody body) {
        return json(OK, Wire.bare(body));
    }

    /** Bare data of what is new. */
    static HttpResponse created(JsonBody body) {
        return json(CREATED, Wire.bare(body));
    }

    /** Text that is JSON already. */
    static HttpResponse json(int status, String json) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(ContentTypes.APPLICATION_JSON, ByteString.fromString(json));
    }

    /** A refusal, with the status of its code. */
    static HttpResponse error(ArenaError error) {
        return error(error.code().httpStatus(), error);
    }

    /** A refusal with a status of its own. */
    static HttpResponse error(int status, ArenaError error) {
        List<HttpHeader> headers = new ArrayList<>();
        if (status == UNAUTHORIZED) {
            headers.add(RawHeader.create("WWW-Authenticate", "Bearer"));
        }
        error.retryAfterMillis().ifPresent(millis -> headers.add(RawHeader.create("Retry-After", seconds(millis))));
        return json(status, Wire.httpError(error)).addHeaders(headers);
    }

    /** Whole seconds (RFC 9110, section 10.2.3), never too short. */
    private static String seconds(long millis) {
        return Long.toString(Math.ceilDiv(millis, 1000));
    }

    /** The response of a call that may also refuse at once. */
    static CompletionStage<HttpResponse> safely(Supplier<CompletionStage<HttpResponse>> call) {
        try {
            return safe(call.get());
        } catch (ProtocolException refused) {
            return CompletableFuture.completedStage(error(refused.error()));
        }
    }

    /** A future response, whatever happens to it. */
    static CompletionStage<HttpResponse> safe(CompletionStage<HttpResponse> response) {
        return response.exceptionally(Answers::failure);
    }

    /** What a client hears of a failure. */
    static HttpResponse failure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case ProtocolException refused -> error(refused.error());
            case TimeoutException late -> error(overloaded());
            default -> {
                LOG.error("A request fails", cause);
                yield error(ArenaError.of(ErrorCode.INTERNAL, "Internal error"));
            }
        };
    }

    static ArenaError overloaded() {
        return ArenaError.retryAfter(ErrorCode.OVERLOADED, "Too much to do right now", RETRY_MILLIS);
    }
}
