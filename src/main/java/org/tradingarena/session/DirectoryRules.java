package org.tradingarena.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tradingarena.session.DirectoryCommand.Enter;
import org.tradingarena.session.DirectoryCommand.Leave;
import org.tradingarena.session.DirectoryCommand.Present;
import org.tradingarena.session.DirectoryState.Entry;

/** Who is in a directory of sessions. Everything may be said twice, and what is said of an older session does not touch a newer one. */
final class DirectoryRules {
    private final int openSessions;
    private final Duration retention;

    /**
     * @param openSessions how many sessions may begin until one ends
     * @param retention after how long without a word a session is asked for
     */
    DirectoryRules(int openSessions, Duration retention) {
        this.openSessions = openSessions;
        this.retention = retention;
    }

    /** What a session that begins changes; empty if it may not. */
    Optional<List<DirectoryEvent>> enter(DirectoryState state, Enter enter, Instant now) {
        Entry known = state.find(enter.client());
        if (known != null && known.generation() >= enter.generation()) {
            return Optional.of(List.of());
        }
        if (known == null && state.size() >= openSessions) {
            return Optional.empty();
        }
        return Optional.of(
                List.of(new DirectoryEvent.Entered(enter.client(), enter.generation(), now, now.plus(retention))));
    }

    /** What a session that is there changes. That it is not over before some time is noted only when it had to be asked for. */
    List<DirectoryEvent> present(DirectoryState state, Present present, Instant now) {
        Entry known = state.find(present.client());
        if (known == null) {
            return List.of(new DirectoryEvent.Entered(present.client(), present.generation(), now, present.until()));
        }
        boolean due = !now.isBefore(known.reviewAt()) && present.until().isAfter(known.reviewAt());
        return due ? List.of(new DirectoryEvent.Reviewed(present.client(), present.until())) : List.of();
    }

    /** What the end of a session changes. */
    List<DirectoryEvent> leave(DirectoryState state, Leave leave) {
        Entry known = state.find(leave.client());
        return known == null || known.generation() > leave.generation()
                ? List.of()
                : List.of(new DirectoryEvent.Left(leave.client()));
    }
}
