package org.tradingarena.session;

import java.util.List;

/** What a {@link SessionDirectory} answers. */
public sealed interface DirectoryReply {
    /** The client is in the directory. */
    record Entered(long ticket) implements DirectoryReply {}

    /** The collective has as many sessions as it may. */
    record Full(long ticket) implements DirectoryReply {}

    /** Nothing was decided: there is too much to do. */
    record Overloaded(long ticket) implements DirectoryReply {}

    /**
     * Clients with a session, by name.
     *
     * @param more whether there are clients after the last of these
     */
    record Page(List<String> clients, boolean more) implements DirectoryReply {}
}
