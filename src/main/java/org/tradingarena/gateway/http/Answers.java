package org.tradingarena.gateway.http;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.ContentTypes;
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
        HttpResponse response = json(status, Wire.httpError(error));
        return error.code() == ErrorCode.UNAUTHENTICATED
                ? response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer"))
                : response;
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
