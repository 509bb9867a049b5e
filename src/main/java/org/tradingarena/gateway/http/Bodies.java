package org.tradingarena.gateway.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.StrictJson;

/**
 * Reads bodies of requests. A body over the limit is read to its end, as long as that is not far, and not kept: a client that is cut off
 * while it sends would not see the answer.
 */
final class Bodies {
    /** So many times the limit is read at most. */
    private static final int READ_FACTOR = 16;

    private final int maxBytes;
    private final Materializer materializer;

    Bodies(int maxBytes, Materializer materializer) {
        this.maxBytes = maxBytes;
        this.materializer = materializer;
    }

    private static final class Body extends ByteArrayOutputStream {
        private long length;

        Body add(ByteString bytes, int most) {
            length += bytes.size();
            if (length <= most) {
                writeBytes(bytes.toArrayUnsafe());
            } else {
                reset();
            }
            return this;
        }
    }

    /** The members of the body's object; fails with {@link ProtocolException}. */
    CompletionStage<Fields> read(HttpRequest request) {
        return text(request).thenApply(text -> Fields.ofDocument(StrictJson.parse(text)));
    }

    /** The body's text; fails with {@link ProtocolException}. */
    CompletionStage<String> text(HttpRequest request) {
        return request.entity()
                .withSizeLimit((long) maxBytes * READ_FACTOR)
                .getDataBytes()
                .runWith(Sink.fold(new Body(), (body, bytes) -> body.add(bytes, maxBytes)), materializer)
                .handle((body, failure) -> {
                    if (failure != null || body.length > maxBytes) {
                        throw tooLarge();
                    }
                    return StrictJson.decode(body.toByteArray());
                });
    }

    private ProtocolException tooLarge() {
        return new ProtocolException(
                ArenaError.of(ErrorCode.MESSAGE_TOO_LARGE, "A body has at most " + maxBytes + " bytes"));
    }
}
