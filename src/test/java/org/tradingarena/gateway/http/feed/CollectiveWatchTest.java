package org.tradingarena.gateway.http.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.gateway.http.feed.WatchBench.page;
import static org.tradingarena.gateway.http.feed.WatchBench.request;
import static org.tradingarena.gateway.http.feed.WatchBench.seqs;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveCommand.Attach;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.session.ResumeOutcome.Cause;

@Tag("actor")
class CollectiveWatchTest {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final WatchBench bench = new WatchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** A watch that is live at the head, with one reader that waits there. */
    private Attach live(TestProbe<FeedReply> reader) {
        Attach attach = bench.attach();
        reader.expectNoMessage();
        return attach;
    }

    @Test
    void the_first_reader_gets_what_the_collective_has_in_memory() {
        bench.stream.deposits(4);
        TestProbe<FeedReply> reader = bench.read("key", 1, WAIT);
        Attach attach = bench.attach();
        assertThat(attach.after()).isEqualTo(1);
        assertThat(attach.key()).isEqualTo("key");
        FeedReply.Page told = page(reader);
        assertThat(seqs(told)).containsExactly(2L, 3L, 4L);
        assertThat(told.epoch()).isEqualTo(WatchBench.EPOCH);
        assertThat(told.next()).isEqualTo(4);
    }

    @Test
    void all_readers_share_one_attachment_and_get_the_same_events_as_they_come() {
        bench.stream.deposits(2);
        TestProbe<FeedReply> first = bench.read("key", 2, WAIT);
        Attach attach = live(first);
        TestProbe<FeedReply> second = bench.read("key", 2, WAIT);
        TestProbe<FeedReply> behind = bench.read("key", 2, WAIT);
        second.expectNoMessage();
        bench.stream.deposits(2);
        bench.publish(attach, 2);
        FeedReply.Page told = page(first);
        assertThat(seqs(told)).containsExactly(3L, 4L);
        assertThat(page(second)).isEqualTo(told);
        assertThat(page(behind)).isEqualTo(told);
        bench.collective.expectNoMessage();
    }

    @Test
    void a_reader_behind_the_memory_reads_the_journal_and_then_goes_on_live() {
        bench.stream.deposits(10);
        TestProbe<FeedReply> reader = bench.read("key", 3, WAIT);
        Attach first = bench.asked();
        bench.notInMemory(first);
        Attach second = bench.attach();
        assertThat(second.after()).isEqualTo(FeedRequest.HEAD);
        assertThat(second.subscriber()).isEqualTo(first.subscriber());
        WatchBench.JournalRead read = bench.nextJournalRead();
        assertThat(read.stream()).isEqualTo("collective|alpha");
        assertThat(read.after()).isEqualTo(3);
        bench.stream.deposits(1);
        bench.publish(second, 10);
        read.give(bench.stream.between(3, 8));
        FeedReply.Page old = page(reader);
        assertThat(seqs(old)).isEqualTo(range(4, 8));
        assertThat(old.hasMore()).isTrue();
        TestProbe<FeedReply> again = bench.read("key", old.next(), WAIT);
        bench.nextJournalRead().give(bench.stream.between(8, 11));
        assertThat(seqs(page(again))).containsExactly(9L, 10L, 11L);
        TestProbe<FeedReply> atLast = bench.read("key", 10, WAIT);
        assertThat(seqs(page(atLast))).containsExactly(11L);
        assertThat(bench.journal).isEmpty();
    }

    @Test
    void an_event_without_a_part_is_no_answer_but_moves_the_position() {
        bench.stream.deposits(2);
        TestProbe<FeedReply> reader = bench.read("key", 2, WAIT);
        Attach attach = live(reader);
        bench.stream.keyAdded();
        bench.publish(attach, 2);
        reader.expectNoMessage();
        bench.pass(WAIT);
        FeedReply.Page nothing = page(reader);
        assertThat(nothing.events()).isEmpty();
        assertThat(nothing.next()).isEqualTo(3);
    }

    @Test
    void a_page_of_the_journal_without_anything_to_show_is_not_the_end() {
        bench.stream.deposits(1).keyAdded().keyAdded().deposits(1).keyAdded();
        TestProbe<FeedReply> reader = bench.read(new FeedRequest("key", null, 1, 2, 1 << 18, WAIT));
        bench.notInMemory(bench.asked());
        bench.attach();
        bench.nextJournalRead().give(bench.stream.between(1, 3));
        WatchBench.JournalRead rest = bench.nextJournalRead();
        assertThat(rest.after()).isEqualTo(3);
        rest.give(bench.stream.between(3, 5));
        assertThat(seqs(page(reader))).containsExactly(4L);
    }

    @Test
    void who_does_not_wait_is_told_at_once_and_who_waits_at_the_end_of_it() {
        bench.stream.deposits(2);
        TestProbe<FeedReply> impatient = bench.read("key", 2, Duration.ZERO);
        bench.attach();
        assertThat(page(impatient).events()).isEmpty();
        TestProbe<FeedReply> patient = bench.read("key", 2, WAIT);
        bench.pass(WAIT.minusMillis(1));
        patient.expectNoMessage();
        bench.pass(Duration.ofMillis(1));
        assertThat(page(patient)).isEqualTo(new FeedReply.Page(WatchBench.EPOCH, List.of(), 2, 2));
    }

    @Test
    void who_wants_the_head_is_told_where_it_is() {
        bench.stream.deposits(7);
        TestProbe<FeedReply> reader = bench.read("key", FeedRequest.HEAD, WAIT);
        bench.attach();
        assertThat(page(reader)).isEqualTo(new FeedReply.Page(WatchBench.EPOCH, List.of(), 7, 7));
    }

    @Test
    void a_position_that_does_not_exist_is_never_confirmed() {
        bench.stream.deposits(5);
        TestProbe<FeedReply> foreign = bench.read(request("key", "other", 2));
        bench.attach();
        foreign.expectMessage(new FeedReply.Moved(Cause.EPOCH_CHANGED, WatchBench.EPOCH, 5));
        TestProbe<FeedReply> future = bench.read(request("key", WatchBench.EPOCH, 6));
        future.expectMessage(new FeedReply.Moved(Cause.FUTURE_POSITION, WatchBench.EPOCH, 5));
        TestProbe<FeedReply> waiting = bench.read("key", 6, WAIT);
        waiting.expectMessage(new FeedReply.Moved(Cause.FUTURE_POSITION, WatchBench.EPOCH, 5));
        TestProbe<FeedReply> right = bench.read(request("key", WatchBench.EPOCH, 4));
        assertThat(seqs(page(right))).containsExactly(5L);
    }

    @Test
    void what_is_no_longer_kept_is_not_passed_over() {
        bench.stream.deposits(5);
        TestProbe<FeedReply> reader = bench.read("key", 1, WAIT);
        Attach attach = bench.asked();
        attach.replyTo()
                .tell(new CollectiveReply.Attached(0, WatchBench.EPOCH, 5, 3, List.of(), bench.collective.ref()));
        reader.expectMessage(new FeedReply.Moved(Cause.PRUNED, WatchBench.EPOCH, 5));
        TestProbe<FeedReply> oldest = bench.read("key", 2, WAIT);
        assertThat(bench.nextJournalRead().after()).isEqualTo(2);
        oldest.expectNoMessage();
    }

    @Test
    void when_the_collective_stops_the_watch_comes_back_to_it_and_nobody_misses_anything() {
        bench.stream.deposits(2);
        TestProbe<FeedReply> reader = bench.read("key", 2, WAIT);
        live(reader);
        bench.stream.deposits(1);
        bench.restartCollective();
        reader.expectNoMessage();
        bench.pass(Duration.ofMillis(100));
        Attach again = bench.attach();
        assertThat(again.after()).isEqualTo(2);
        assertThat(seqs(page(reader))).containsExactly(3L);
    }

    @Test
    void a_stream_that_came_back_shorter_or_as_another_one_is_noticed_by_who_waits() {
        bench.stream.deposits(4);
        TestProbe<FeedReply> reader = bench.read("key", 4, WAIT);
        live(reader);
        bench.restartCollective();
        reader.expectNoMessage();
        bench.pass(Duration.ofMillis(100));
        Attach again = bench.asked();
        again.replyTo().tell(new CollectiveReply.NotInMemory(0, WatchBench.EPOCH, 1, 1));
        Attach atHead = bench.asked();
        atHead.replyTo()
                .tell(new CollectiveReply.Attached(0, WatchBench.EPOCH, 1, 1, List.of(), bench.collective.ref()));
        reader.expectMessage(new FeedReply.Moved(Cause.FUTURE_POSITION, WatchBench.EPOCH, 1));
        TestProbe<FeedReply> other = bench.read("key", 1, WAIT);
        other.expectNoMessage();
        bench.restartCollective();
        other.expectNoMessage();
        bench.pass(Duration.ofMillis(100));
        MadeUpStream replaced = new MadeUpStream("replaced").deposits(2);
        bench.asked()
                .replyTo()
                .tell(new CollectiveReply.Attached(0, "replaced", 2, 1, replaced.after(1), bench.collective.ref()));
        other.expectMessage(new FeedReply.Moved(Cause.EPOCH_CHANGED, "replaced", 2));
    }

    @Test
    void a_revoked_key_ends_its_readers_and_the_others_go_on_where_they_were() {
        bench.stream.deposits(1);
        TestProbe<FeedReply> revoked = bench.read("revoked", 1, WAIT);
        Attach attach = live(revoked);
        TestProbe<FeedReply> good = bench.read("good", 1, WAIT);
        assertThat(bench.checkKey(true)).isEqualTo("good");
        good.expectNoMessage();
        bench.stream.keyRevoked("revoked");
        bench.publish(attach, 1);
        attach.replyTo().tell(new CollectiveReply.KeyRevoked("revoked"));
        revoked.expectMessage(new FeedReply.Refused());
        bench.stream.deposits(1); // between the revocation and the new attachment
        Attach again = bench.attach();
        assertThat(again.key()).isEqualTo("good");
        assertThat(again.after()).isEqualTo(2);
        assertThat(seqs(page(good))).containsExactly(3L);
        TestProbe<FeedReply> late = bench.read("revoked", 1, WAIT);
        assertThat(bench.checkKey(false)).isEqualTo("revoked");
        late.expectMessage(new FeedReply.Refused());
    }

    @Test
    void another_key_that_is_revoked_ends_its_readers_only() {
        bench.stream.deposits(1);
        TestProbe<FeedReply> good = bench.read("good", 1, WAIT);
        Attach attach = live(good);
        TestProbe<FeedReply> revoked = bench.read("revoked", 1, WAIT);
        bench.checkKey(true);
        bench.stream.keyRevoked("revoked");
        bench.publish(attach, 1);
        revoked.expectMessage(new FeedReply.Refused());
        good.expectNoMessage();
        bench.collective.expectNoMessage();
    }

    @Test
    void a_key_that_is_revoked_while_the_watch_is_away_is_asked_for_again() {
        bench.stream.deposits(1);
        TestProbe<FeedReply> first = bench.read("first", 1, WAIT);
        Attach attach = live(first);
        TestProbe<FeedReply> good = bench.read("good", 1, WAIT);
        bench.checkKey(true);
        TestProbe<FeedReply> gone = bench.read("gone", 1, WAIT);
        bench.checkKey(true);
        bench.stream.keyRevoked("first");
        bench.publish(attach, 1);
        attach.replyTo().tell(new CollectiveReply.KeyRevoked("first"));
        first.expectMessage(new FeedReply.Refused());
        Attach again = bench.asked();
        bench.stream.keyRevoked("gone");
        bench.attached(again);
        assertThat(bench.checkKey(false)).isEqualTo("gone");
        gone.expectMessage(new FeedReply.Refused());
        good.expectNoMessage();
    }

    @Test
    void a_revocation_of_long_ago_does_not_end_who_was_let_in_again() {
        bench.stream.deposits(1).keyRevoked("key").keyAdded().deposits(1);
        TestProbe<FeedReply> reader = bench.read("key", 1, WAIT);
        bench.attach();
        assertThat(seqs(page(reader))).containsExactly(4L);
    }

    @Test
    void a_key_is_asked_for_once_however_often_it_reads() {
        bench.stream.deposits(1);
        live(bench.read("first", 1, WAIT));
        TestProbe<FeedReply> reader = bench.read("second", 0, WAIT);
        bench.checkKey(true);
        bench.nextJournalRead().give(bench.stream.after(0));
        page(reader);
        bench.read("second", 1, WAIT).expectNoMessage();
        bench.collective.expectNoMessage();
    }

    @Test
    void who_has_no_good_key_does_not_keep_others_from_reading() {
        bench.stream.deposits(1);
        TestProbe<FeedReply> stranger = bench.read("stranger", 0, WAIT);
        Attach refused = bench.asked();
        TestProbe<FeedReply> friend = bench.read("friend", 0, WAIT);
        friend.expectNoMessage();
        refused.replyTo().tell(new CollectiveReply.KeyRefused(0));
        stranger.expectMessage(new FeedReply.Refused());
        assertThat(bench.attach().key()).isEqualTo("friend");
        assertThat(seqs(page(friend))).containsExactly(1L);
    }

    @Test
    void after_a_stranger_alone_the_next_reader_is_served_at_once() {
        bench.stream.deposits(1);
        TestProbe<FeedReply> stranger = bench.read("stranger", 0, WAIT);
        bench.asked().replyTo().tell(new CollectiveReply.KeyRefused(0));
        stranger.expectMessage(new FeedReply.Refused());
        TestProbe<FeedReply> friend = bench.read("friend", 0, WAIT);
        bench.attach();
        assertThat(seqs(page(friend))).containsExactly(1L);
    }

    @Test
    void where_there_is_no_collective_nobody_is_let_in() {
        TestProbe<FeedReply> reader = bench.read("key", 0, WAIT);
        bench.asked().replyTo().tell(new CollectiveReply.NotOpen(0));
        reader.expectMessage(new FeedReply.Refused());
    }

    @Test
    void a_collective_with_too_much_to_do_is_asked_again() {
        bench.stream.deposits(1);
        TestProbe<FeedReply> reader = bench.read("key", 0, WAIT);
        bench.asked().replyTo().tell(new CollectiveReply.Overloaded(0));
        bench.collective.expectNoMessage();
        bench.pass(Duration.ofMillis(100));
        bench.asked().replyTo().tell(new CollectiveReply.Overloaded(0));
        bench.collective.expectNoMessage();
        bench.pass(Duration.ofMillis(200));
        bench.attach();
        assertThat(seqs(page(reader))).containsExactly(1L);
    }

    @Test
    void a_collective_that_does_not_answer_is_asked_again_and_readers_are_told() {
        TestProbe<FeedReply> impatient = bench.read("key", 0, Duration.ZERO);
        bench.asked();
        bench.pass(WatchBench.PATIENCE);
        impatient.expectMessage(new FeedReply.Unavailable());
        TestProbe<FeedReply> patient = bench.read("key", 0, WAIT);
        bench.stream.deposits(1);
        bench.attach();
        assertThat(seqs(page(patient))).containsExactly(1L);
    }

    @Test
    void a_journal_that_cannot_be_read_is_not_an_empty_one() {
        bench.stream.deposits(3);
        TestProbe<FeedReply> reader = bench.read("key", 0, WAIT);
        bench.notInMemory(bench.asked());
        bench.attach();
        bench.nextJournalRead().answer().completeExceptionally(new IllegalStateException("broken"));
        reader.expectMessage(new FeedReply.Unavailable());
        TestProbe<FeedReply> another = bench.read("key", 0, WAIT);
        bench.nextJournalRead().give(List.of());
        another.expectMessage(new FeedReply.Unavailable());
    }

    @Test
    void events_that_do_not_follow_are_taken_from_the_journal() {
        bench.stream.deposits(1);
        TestProbe<FeedReply> reader = bench.read("key", 1, WAIT);
        Attach attach = live(reader);
        bench.stream.deposits(3);
        bench.publish(attach, 2); // 2 got lost
        assertThat(bench.attach().after()).isEqualTo(FeedRequest.HEAD);
        WatchBench.JournalRead read = bench.nextJournalRead();
        assertThat(read.after()).isEqualTo(1);
        read.give(bench.stream.after(1));
        assertThat(seqs(page(reader))).containsExactly(2L, 3L, 4L);
    }

    @Test
    void a_watch_that_nobody_uses_goes_and_another_one_comes() {
        bench.stream.deposits(1);
        TestProbe<FeedReply> reader = bench.read("key", 0, WAIT);
        Attach first = bench.attach();
        page(reader);
        TestProbe<Object> end = bench.terminationProbe();
        bench.pass(WatchBench.LINGER.minusMillis(1));
        page(bench.read("key", 0, Duration.ZERO));
        bench.collective.expectNoMessage();
        bench.pass(WatchBench.LINGER);
        end.expectTerminated(first.replyTo());
        TestProbe<FeedReply> next = bench.read("key", 0, WAIT);
        assertThat(bench.attach().subscriber()).isNotEqualTo(first.subscriber());
        page(next);
    }

    @Test
    void when_the_server_stops_who_waits_is_told_and_nobody_else_does() {
        bench.stream.deposits(1);
        TestProbe<FeedReply> reader = bench.read("key", 1, WAIT);
        live(reader);
        bench.watches.tell(new Watches.Stop());
        assertThat(page(reader)).isEqualTo(new FeedReply.Page(WatchBench.EPOCH, List.of(), 1, 1));
        bench.read("key", 1, WAIT).expectMessage(new FeedReply.Unavailable());
    }
}
