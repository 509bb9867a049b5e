package org.tradingarena.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Whether this node can serve orders, as {@code /health/ready} tells it: it has started and does not stop, its books answer, wherever they
 * are, and so does its journal. Both are asked every two seconds; what does not answer within two more counts as gone.
 */
final class Readiness implements Supplier<Optional<String>> {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final AtomicBoolean open = new AtomicBoolean();
    private final Supplier<CompletionStage<?>> books;
    private final Supplier<CompletionStage<?>> journal;
    private volatile boolean booksAnswer = true;
    private volatile boolean journalAnswers = true;
    private final Probe bookProbe = new Probe();
    private final Probe journalProbe = new Probe();

    /** One question at a time, so that what does not answer is not asked more and more. */
    private static final class Probe {
        private final AtomicBoolean underWay = new AtomicBoolean();

        /** Asks; returns whether the question before was answered at all. */
        void ask(Supplier<CompletionStage<?>> question, java.util.function.Consumer<Boolean> answer) {
            if (!underWay.compareAndSet(false, true)) {
                answer.accept(false);
                return;
            }
            question.get().whenComplete((answered, failure) -> {
                underWay.set(false);
                answer.accept(failure == null);
            });
        }
    }

    /**
     * Of a node that has not started.
     *
     * @param books completes when the books have answered
     * @param journal completes when the journal has answered
     */
    Readiness(Supplier<CompletionStage<?>> books, Supplier<CompletionStage<?>> journal) {
        this.books = books;
        this.journal = journal;
    }

    /** The node serves from now on. */
    void open(ActorSystem<?> system) {
        open.set(true);
        system.scheduler().scheduleWithFixedDelay(EVERY, EVERY, this::look, system.executionContext());
    }

    /** The node stops. */
    void close() {
        open.set(false);
    }

    void look() {
        bookProbe.ask(books, answers -> booksAnswer = answers);
        journalProbe.ask(journal, answers -> journalAnswers = answers);
    }

    /** Why it cannot serve orders; empty if it can. From any thread. */
    @Override
    public Optional<String> get() {
        if (!open.get()) {
            return Optional.of("starting_or_stopping");
        }
        if (!journalAnswers) {
            return Optional.of("journal_does_not_answer");
        }
        return booksAnswer ? Optional.empty() : Optional.of("books_do_not_answer");
    }
}
