package org.tradingarena.client;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Json.JsonObject;

/** Requests by calls over HTTP, as far as there are such calls. */
final class HttpCarrier implements Carrier {
    private static final int WINDOW = 16;

    private final HttpRoutes routes;
    private final Requests requests;
    private final Outbox out;
    private final Map<Long, String> carried = new HashMap<>();
    private String token = "";

    HttpCarrier(HttpRoutes routes, ClientParts parts) {
        this.routes = routes;
        this.requests = parts.requests();
        this.out = parts.out();
    }

    void token(String fresh) {
        token = fresh;
    }

    @Override
    public int window() {
        return WINDOW;
    }

    @Override
    public boolean carry(Outstanding request) {
        HttpCall way = routes.of(request.request(), token);
        if (way == null) {
            if (!request.isOurs()) {
                out.warn(request.request().type() + " waits for a socket: there is no such call over HTTP");
            }
            return false;
        }
        carried.put(out.call(way), request.id());
        return true;
    }

    /** Whether a call stands for a request. */
    boolean carried(long call) {
        return carried.containsKey(call);
    }

    /** The answer to a request; false if the call stands for none. */
    boolean onAnswer(long call, JsonObject body, List<String> events) {
        String request = carried.remove(call);
        if (request != null) {
            requests.answered(request, body, events);
        }
        return request != null;
    }

    /** A request's call failed; true if that was because of the token. */
    boolean onFailure(long call, Throwable cause, Instant now) {
        String request = carried.remove(call);
        if (request == null) {
            return false;
        }
        if (!(cause instanceof ArenaException refusal)) {
            requests.failed(request, now);
        } else if (isAboutToken(refusal.code())) {
            requests.returned(request);
            return true;
        } else {
            requests.refused(request, refusal.error(), now);
        }
        return false;
    }

    static boolean isAboutToken(ErrorCode code) {
        return code == ErrorCode.TOKEN_EXPIRED || code == ErrorCode.AUTH_FAILED || code == ErrorCode.UNAUTHENTICATED;
    }
}
