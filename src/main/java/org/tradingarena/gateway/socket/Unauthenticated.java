package org.tradingarena.gateway.socket;

import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestEnvelope;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.StrictJson;

/** Reads messages of those who have not signed in: {@code auth} and {@code heartbeat}, and nothing else (protocol section 3). */
final class Unauthenticated {
    private Unauthenticated() {}

    /** The request; throws {@link ProtocolException}, {@code UNAUTHENTICATED} for whatever would need a sign-in, well-formed or not. */
    static RequestEnvelope parse(String text) {
        try {
            RequestEnvelope envelope = RequestParser.parse(text);
            boolean allowed =
                    envelope.request() instanceof Request.Auth || envelope.request() instanceof Request.Heartbeat;
            if (!allowed) {
                throw unauthenticated(envelope.id());
            }
            return envelope;
        } catch (ProtocolException refused) {
            ErrorCode code = refused.error().code();
            boolean unread = code == ErrorCode.INVALID_JSON || code == ErrorCode.MESSAGE_TOO_LARGE;
            throw unread || needsNoSignIn(text) ? refused : unauthenticated(refused.id());
        }
    }

    private static boolean needsNoSignIn(String text) {
        return StrictJson.parse(text) instanceof Json.JsonObject message
                && Fields.of(message, "").find("type") instanceof Json.JsonText(String type)
                && (type.equals("auth") || type.equals("heartbeat"));
    }

    private static ProtocolException unauthenticated(@Nullable String id) {
        return new ProtocolException(ArenaError.of(ErrorCode.UNAUTHENTICATED, "Sign in first"), id);
    }
}
