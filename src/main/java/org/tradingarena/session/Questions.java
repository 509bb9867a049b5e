package org.tradingarena.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.session.ConnectionCommand.Ask;

/** Requests of the client that wait for a word of the collective, by ticket: a bounded number, none for ever. */
final class Questions {
    /** More than a socket may have outstanding. */
    static final int MOST = 1024;

    /** Longer than a socket waits for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Question(Ask ask, Instant since) {}

    private final Map<Long, Question> questions = new LinkedHashMap<>();

    /** Whether one more can be asked. */
    boolean hasRoom(Instant now) {
        if (questions.size() >= MOST) {
            Instant old = now.minus(PATIENCE);
            questions.values().removeIf(question -> question.since().isBefore(old));
        }
        return questions.size() < MOST;
    }

    void add(long ticket, Ask ask, Instant now) {
        questions.put(ticket, new Question(ask, now));
    }

    /** Who asked with this ticket, and has the answer now; null if nobody waits for it (any more). */
    @Nullable
    Ask take(long ticket) {
        Question question = questions.remove(ticket);
        return question == null ? null : question.ask();
    }

    /** The socket is gone, and wants no answers. */
    void clear() {
        questions.clear();
    }
}
