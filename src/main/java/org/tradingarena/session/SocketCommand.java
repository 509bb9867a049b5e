package org.tradingarena.session;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.Room;

/** What a {@link Connection} tells the socket that holds its newest generation. Texts are complete frames. */
public sealed interface SocketCommand {
    /**
     * The socket is signed in. {@code frame} is the {@code authenticated} message; what else belongs to the sign-in follows as
     * {@link Deliver} or {@link Respond}.
     *
     * @param connection who says so: when it stops without a word, its node lost for one, the socket has no session any more. Null from a
     *     node that does not tell it yet
     */
    record SignedIn(
            long generation,
            boolean trader,
            List<Room> rooms,
            Preferences preferences,
            String frame,
            @Nullable ActorRef<ConnectionCommand> connection)
            implements SocketCommand {}

    /** The sign-in failed; the socket may try again within its tries. */
    record SignInRefused(ArenaError error) implements SocketCommand {}

    /** A frame of events: it takes one credit; more comes as {@link ConnectionCommand.Credit} as the client's pace and reading allow. */
    record Deliver(String frame, int events, long lastSeq) implements SocketCommand {}

    /** The answer to a request, or a message that no request asked for ({@code ticket} 0). It takes no credit. */
    record Respond(long ticket, String frame) implements SocketCommand {}

    /** The client's rooms are now these. */
    record RoomsChanged(List<Room> rooms) implements SocketCommand {}

    /** The client now prefers this. */
    record PreferencesChanged(Preferences preferences) implements SocketCommand {}

    /**
     * The collective has stopped and lives anew, perhaps on another node: what it was asked and has not answered may be lost. What can be
     * asked twice without harm is to be asked again, under its ticket.
     */
    record AskAgain() implements SocketCommand {}

    /** Write what is ready, close with this code, and do not report back: the session is no longer this socket's. */
    record CloseWith(CloseCode code) implements SocketCommand {}
}
