package org.tradingarena.journal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** In place of the end of the process, the sentences that it would have ended with. */
public final class RememberFailure implements JournalFailureHandler {
    public static final Queue<String> SENTENCES = new ConcurrentLinkedQueue<>();

    @Override
    public void journalFailed(String sentence, Throwable cause) {
        SENTENCES.add(sentence);
    }
}
