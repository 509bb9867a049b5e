package org.tradingarena.gateway.http;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.Query;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Ids;
import org.tradingarena.protocol.ProtocolException;

/**
 * Which sessions are to be listed.
 *
 * @param collective of this one only; empty for all
 * @param limit how many at most
 * @param fromCollective the list goes on in this collective …
 * @param afterClient … after this client; both are empty at the beginning
 */
record SessionListInput(Optional<String> collective, int limit, String fromCollective, String afterClient) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 500;
    private static final Pattern INTEGER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final String COLLECTIVE = "collective";

    /** Reads the parameters; throws {@link ProtocolException} with the one that is wrong. */
    static SessionListInput of(Query query) {
        Optional<String> collective = query.get(COLLECTIVE);
        collective.ifPresent(SessionListInput::check);
        String cursor = query.get("cursor").orElse("");
        int dot = cursor.indexOf('.');
        if (cursor.isEmpty()) {
            return new SessionListInput(collective, limit(query), collective.orElse(""), "");
        }
        String from = dot < 0 ? "" : cursor.substring(0, dot);
        String after = cursor.substring(dot + 1);
        boolean isOurs = Ids.isCollective(from)
                && (after.isEmpty() || Ids.isClient(after))
                && collective.filter(only -> !only.equals(from)).isEmpty();
        if (!isOurs) {
            throw invalid("cursor", "is not one of ours");
        }
        return new SessionListInput(collective, limit(query), from, after);
    }

    /** What an answer says for the list to go on: neither id can have a dot in it. */
    static String cursor(String fromCollective, String afterClient) {
        return fromCollective + "." + afterClient;
    }

    /** The collective that a call must name. */
    static String requireCollective(Query query) {
        String collective = query.get(COLLECTIVE).orElseThrow(() -> invalid(COLLECTIVE, "is missing"));
        check(collective);
        return collective;
    }

    private static void check(String collective) {
        if (!Ids.isCollective(collective)) {
            throw invalid(COLLECTIVE, "must match [a-z0-9][a-z0-9_-]{0,63}");
        }
    }

    private static int limit(Query query) {
        String text = query.get("limit").orElse(Integer.toString(DEFAULT_LIMIT));
        int limit = INTEGER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw invalid("limit", "must be an integer from 1 to " + MOST);
        }
        return limit;
    }

    private static ProtocolException invalid(String field, String rule) {
        return new ProtocolException(ArenaError.field(ErrorCode.INVALID_MESSAGE, field, field + " " + rule));
    }
}
