package org.tradingarena.collective;

import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Who waits while a collective asks somebody else on their behalf: a book for a price, the journal for an old order. Bounded, and none of
 * them is forgotten when the collective stops.
 */
final class Questions {
    private record Question(long ticket, ActorRef<CollectiveReply> replyTo) {}

    private final int capacity;
    private final Map<Question, Integer> open = new HashMap<>();
    private int size;

    Questions(int capacity) {
        this.capacity = capacity;
    }

    /** Whether there is room for one more; if so, it is counted. */
    boolean begin(CollectiveCommand.Submit submit) {
        if (size >= capacity) {
            return false;
        }
        open.merge(new Question(submit.ticket(), submit.replyTo()), 1, Integer::sum);
        size++;
        return true;
    }

    /** The answer has come. */
    void end(long ticket, ActorRef<CollectiveReply> replyTo) {
        open.computeIfPresent(new Question(ticket, replyTo), (question, count) -> {
            size--;
            return count == 1 ? null : count - 1;
        });
    }

    /** No answer will come: nothing was decided. */
    void abandon() {
        open.forEach((question, count) -> {
            for (int i = 0; i < count; i++) {
                question.replyTo().tell(new CollectiveReply.Overloaded(question.ticket()));
            }
        });
        open.clear();
        size = 0;
    }
}
