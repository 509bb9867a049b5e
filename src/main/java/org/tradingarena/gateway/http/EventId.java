package org.tradingarena.gateway.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.StreamPosition;

/** The {@code id} of a Server-Sent Event: {@code epoch:seq} (protocol section 10). */
final class EventId {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9-]{1,64}):(0|[1-9][0-9]{0,15})");

    private EventId() {}

    static String of(String epoch, long seq) {
        return epoch + ":" + seq;
    }

    /** The position that an id names; empty if it has not the form of one. */
    static Optional<StreamPosition> parse(String id) {
        Matcher matcher = FORM.matcher(id);
        return matcher.matches() && Long.parseLong(matcher.group(2)) <= Fields.LARGEST_INTEGER
                ? Optional.of(new StreamPosition(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }
}
