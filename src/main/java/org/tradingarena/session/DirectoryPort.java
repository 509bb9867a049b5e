package org.tradingarena.session;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The directory of the collective's sessions, as one connection speaks to it. */
final class DirectoryPort {
    private final Supplier<? extends RecipientRef<DirectoryCommand>> directory;
    private final ActorRef<DirectoryReply> replies;
    private final SessionSettings settings;
    private final String client;
    private long lastTicket;

    DirectoryPort(
            ActorContext<ConnectionCommand> context,
            Supplier<? extends RecipientRef<DirectoryCommand>> directory,
            SessionSettings settings,
            String client) {
        this.directory = directory;
        this.replies = context.messageAdapter(DirectoryReply.class, ConnectionCommand.FromDirectory::new);
        this.settings = settings;
        this.client = client;
    }

    /** Asks for a session that begins with this generation; the ticket comes back with the answer. */
    long enter(long generation) {
        long ticket = ++lastTicket;
        directory.get().tell(new DirectoryCommand.Enter(ticket, client, generation, replies));
        return ticket;
    }

    /** There is no session of this generation or an older one. */
    void leave(long generation) {
        directory.get().tell(new DirectoryCommand.Leave(client, generation));
    }

    /** There is a session. */
    void present(SessionState state, Instant now) {
        directory.get().tell(new DirectoryCommand.Present(client, state.generation(), earliestEnd(state, now)));
    }

    private Instant earliestEnd(SessionState state, Instant now) {
        Duration retention = settings.retention();
        SessionEvent.Disconnected gone = state.gone();
        Instant end = gone == null ? now.plus(retention) : gone.at().plus(retention);
        // One that owes its client something may be kept longer.
        Instant soon = now.plus(settings.directory().sweepInterval());
        return end.isBefore(soon) ? soon : end;
    }
}
