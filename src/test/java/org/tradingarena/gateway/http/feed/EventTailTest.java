package org.tradingarena.gateway.http.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradingarena.session.EventRendering;
import org.tradingarena.session.Parts;

class EventTailTest {
    private static final FeedSettings.Tail ROOMY = new FeedSettings.Tail(1000, 1 << 20);
    private static final int SOME_BYTES = 1 << 18;

    private final MadeUpStream stream =
            new MadeUpStream("epoch").deposits(3).keyAdded().keyRevoked("x").deposits(5);

    private EventTail tail(FeedSettings.Tail most) {
        EventTail tail = new EventTail(most);
        tail.restart("epoch", 0);
        stream.after(0).forEach(tail::append);
        return tail;
    }

    private static FeedReply.Page page(EventTail tail, long after, int limit, int bytes) {
        FeedRequest request = new FeedRequest("key", null, after, limit, bytes, Duration.ZERO);
        return FeedReply.Page.cut(tail.epoch(), tail.after(after), request, after, tail.head());
    }

    private static List<Long> seqs(FeedReply.Page page) {
        return page.events().stream().map(FeedReply.Shown::seq).toList();
    }

    @Test
    void a_page_holds_the_frames_of_the_socket_and_passes_over_what_has_no_part() {
        FeedReply.Page all = page(tail(ROOMY), 0, 500, SOME_BYTES);
        assertThat(seqs(all)).containsExactly(1L, 2L, 3L, 6L, 7L, 8L, 9L, 10L);
        assertThat(all.events().getFirst().json())
                .isEqualTo(EventRendering.render(stream.after(0).getFirst(), Parts.BOTH)
                        .orElseThrow()
                        .json());
        assertThat(all.next()).isEqualTo(10);
        assertThat(all.hasMore()).isFalse();
    }

    @Test
    void a_limited_page_says_how_far_it_looked_and_the_next_one_goes_on_there() {
        EventTail tail = tail(ROOMY);
        FeedReply.Page first = page(tail, 0, 3, SOME_BYTES);
        assertThat(seqs(first)).containsExactly(1L, 2L, 3L);
        assertThat(first.next()).isEqualTo(5);
        assertThat(first.hasMore()).isTrue();
        assertThat(seqs(page(tail, first.next(), 3, SOME_BYTES))).containsExactly(6L, 7L, 8L);
    }

    @Test
    void a_page_keeps_to_its_bytes_but_has_at_least_one_event() {
        EventTail tail = tail(ROOMY);
        int size = page(tail, 0, 1, SOME_BYTES).events().getFirst().json().length();
        assertThat(seqs(page(tail, 0, 500, 2 * size))).containsExactly(1L, 2L);
        assertThat(seqs(page(tail, 0, 500, 2 * size - 1))).containsExactly(1L);
        assertThat(seqs(page(tail, 5, 500, 1))).containsExactly(6L);
    }

    @Test
    void only_the_newest_are_kept_and_the_tail_knows_what_it_has_not() {
        EventTail tail = tail(new FeedSettings.Tail(4, 1 << 20));
        assertThat(tail.hasAllAfter(6)).isTrue();
        assertThat(tail.hasAllAfter(5)).isFalse();
        assertThat(tail.hasAllAfter(10)).isTrue();
        assertThat(tail.head()).isEqualTo(10);
    }

    @Test
    void bytes_are_bounded_too_even_where_one_event_is_too_large() {
        EventTail tail = tail(new FeedSettings.Tail(1000, 1));
        assertThat(tail.hasAllAfter(9)).isFalse();
        assertThat(tail.head()).isEqualTo(10);
        int size =
                page(tail(ROOMY), 9, 1, SOME_BYTES).events().getFirst().json().length();
        EventTail two = tail(new FeedSettings.Tail(1000, 2 * size));
        assertThat(two.hasAllAfter(8)).isTrue();
        assertThat(two.hasAllAfter(7)).isFalse();
    }

    @Test
    void what_does_not_follow_is_not_taken() {
        EventTail tail = new EventTail(ROOMY);
        tail.restart("epoch", 2);
        assertThat(tail.append(stream.after(3).getFirst())).isFalse();
        assertThat(tail.append(stream.after(1).getFirst())).isFalse();
        assertThat(tail.append(stream.after(2).getFirst())).isTrue();
        assertThat(tail.head()).isEqualTo(3);
    }
}
