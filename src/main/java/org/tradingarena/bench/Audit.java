package org.tradingarena.bench;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.tradingarena.bench.check.Chain;
import org.tradingarena.bench.check.Fault;
import org.tradingarena.bench.wire.Message;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Resume;

/**
 * Reads a collective's whole stream back from the journal, through a client of its own ({@code replay}), and holds every other client of the
 * collective against it: what they got must be all of it, in the same bytes.
 */
final class Audit {
    private static final int PAGE = 500;
    private static final long ANSWER_SECONDS = 20;
    private static final Duration SETTLE = Duration.ofMillis(200);

    private final Stage stage;
    private final Team team;
    private final Member auditor;
    private final Consumer<Message> onEvent;
    private final Chain chain;
    private final BitSet events = new BitSet();
    private long head;
    private boolean failed;

    /** An audit of one collective; {@code onEvent} is told every event once, in order. */
    Audit(Stage stage, Team team, Consumer<Message> onEvent) {
        this.stage = stage;
        this.team = team;
        this.onEvent = onEvent;
        this.auditor = stage.member(team, "auditor", new Member.Listener() {});
        this.chain = new Chain(stage.findings(), team.id() + "'s journal", 0);
    }

    private record Place(long seq, boolean hasMore) {}

    /** Reads until all streams stand still. */
    static void readAll(Stage stage, List<Audit> audits) throws InterruptedException {
        boolean moved;
        do {
            moved = false;
            for (Audit audit : audits) {
                moved |= audit.read();
            }
            Thread.sleep(SETTLE.toMillis());
        } while (moved);
    }

    /** Reads to the head; true if there was anything new. An answer that does not come is reported, and ends this audit. */
    private boolean read() throws InterruptedException {
        long before = head;
        try {
            if (!failed && !auditor.isOpen()) {
                wait("the auditor's sign-in", auditor.signIn(null, new Resume.Absent()));
            }
            for (boolean more = !failed; more; ) {
                stage.progress().show("reading back " + team.id() + " from " + head);
                Place place = wait("a page of the journal", page(head));
                head = place.seq();
                more = place.hasMore();
            }
        } catch (BenchException unanswered) {
            failed = true;
            stage.findings()
                    .found(Fault.UNANSWERED, () -> team.id() + " could not be read back: " + unanswered.getMessage());
        }
        return head != before && !failed;
    }

    private CompletableFuture<Place> page(long from) {
        CompletableFuture<Place> done = new CompletableFuture<>();
        auditor.ask(new Request.Replay(from, PAGE), (answer, nanos) -> {
            if (answer.isError()) {
                done.completeExceptionally(new BenchException("replay was refused: " + answer.errorCode()));
                return;
            }
            answer.events(this::event);
            done.complete(new Place(answer.integer("next_after_seq"), "true".equals(answer.text("has_more"))));
        });
        return done;
    }

    private void event(Message event) {
        team.record().saw("the journal", event.seq(), event.whole().fingerprint());
        if (chain.accept(event.seq(), event.prevSeq())) {
            events.set(Math.toIntExact(event.seq()));
            onEvent.accept(event);
        }
    }

    /** Waits until these clients, all of this collective, have got as far as the journal, and reports what they never got. */
    void compare(List<Member> members) throws InterruptedException {
        long last = events.length() - 1L;
        stage.await(
                stage.drain(),
                () -> "waiting for the last events of " + team.id(),
                () -> members.stream().allMatch(member -> member.lastSeq() >= last || !member.isOpen()));
        for (Member member : members) {
            Chain own = member.chain();
            if (own != null
                    && member.isOpen()) { // what ended early has its own fault, and would get the rest with a resume
                own.compare(events);
            }
        }
    }

    /** The client that reads; it may be asked for more. */
    Member auditor() {
        return auditor;
    }

    Team team() {
        return team;
    }

    /** How many events the journal has. */
    int events() {
        return events.cardinality();
    }

    static <T> T wait(String what, CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new BenchException(what + " failed: " + message(failed));
        } catch (TimeoutException late) {
            throw new BenchException(what + " did not come within " + ANSWER_SECONDS + " s");
        }
    }

    private static String message(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return String.valueOf(cause == null ? failed.getMessage() : cause.getMessage());
    }
}
