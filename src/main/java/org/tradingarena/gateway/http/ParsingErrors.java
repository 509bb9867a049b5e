package org.tradingarena.gateway.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;

/** What a client hears whose bytes are no HTTP request. Pekko HTTP makes it by its name. */
public final class ParsingErrors extends ParsingErrorHandler {
    private static final int TOO_LARGE = 413;

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
        ErrorCode code = status.intValue() == TOO_LARGE ? ErrorCode.MESSAGE_TOO_LARGE : ErrorCode.INVALID_MESSAGE;
        return Answers.error(status.intValue(), ArenaError.of(code, "This is no request that HTTP knows"));
    }
}
