package org.tradingarena.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.protocol.BookChecksum;

/** For each fault there is a history in which only its own check can see it. */
class ChecksTest {
    private final Findings findings = new Findings();

    private Set<Fault> faults() {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (findings.count(fault) > 0) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private static BitSet record(int... seqs) {
        BitSet record = new BitSet();
        for (int seq : seqs) {
            record.set(seq);
        }
        return record;
    }

    // ---- chains

    @Test
    void a_chain_that_follows_itself_is_clean() {
        Chain chain = new Chain(findings, "client", 3);
        chain.accept(5, 2); // 4 has no part for this client, and 3 had none
        chain.accept(6, 5);
        chain.accept(9, 6);
        chain.compare(record(1, 2, 5, 6, 9));
        assertThat(faults()).isEmpty();
        assertThat(findings.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(chain.last()).isEqualTo(9);
    }

    @Test
    void nothing_at_all_is_no_clean_result() {
        assertThat(findings.verdict()).isEqualTo(Verdict.NOTHING_CHECKED);
    }

    @Test
    void a_message_that_does_not_follow_is_a_gap() {
        Chain chain = new Chain(findings, "client", 3);
        chain.accept(4, 3);
        chain.accept(7, 6);
        assertThat(faults()).containsExactly(Fault.GAP);
        assertThat(findings.examples(Fault.GAP)).containsExactly("client got 7, which follows 6, after 4");
    }

    @Test
    void the_first_message_must_follow_the_baseline() {
        new Chain(findings, "client", 3).accept(6, 5);
        assertThat(faults()).containsExactly(Fault.GAP);
    }

    @Test
    void a_message_that_came_before_is_a_repetition_and_has_no_effect() {
        Chain chain = new Chain(findings, "client", 3);
        assertThat(chain.accept(4, 3)).isTrue();
        assertThat(chain.accept(5, 4)).isTrue();
        assertThat(chain.accept(4, 3)).isFalse();
        assertThat(faults()).containsExactly(Fault.REPEATED);
    }

    @Test
    void a_message_up_to_the_baseline_is_a_repetition_too() {
        assertThat(new Chain(findings, "client", 3).accept(3, 2)).isFalse();
        assertThat(faults()).containsExactly(Fault.REPEATED);
    }

    @Test
    void a_message_after_a_later_one_is_out_of_order_beside_the_gap_that_it_left() {
        Chain chain = new Chain(findings, "client", 3);
        chain.accept(5, 4);
        chain.accept(4, 3);
        chain.accept(6, 5);
        chain.compare(record(4, 5, 6));
        assertThat(faults()).containsExactlyInAnyOrder(Fault.GAP, Fault.OUT_OF_ORDER);
    }

    @Test
    void the_last_events_of_all_are_missed_by_nothing_but_the_record() {
        Chain chain = new Chain(findings, "client", 3);
        chain.accept(4, 3);
        chain.compare(record(2, 4, 5, 6));
        assertThat(faults()).containsExactly(Fault.LOST);
        assertThat(findings.count(Fault.LOST)).isEqualTo(2);
        assertThat(findings.examples(Fault.LOST)).containsExactly("client never got 5 and 1 more");
    }

    @Test
    void a_chain_may_jump_forward_and_not_back() {
        Chain chain = new Chain(findings, "client", 3);
        chain.jump(10);
        chain.accept(11, 10);
        assertThat(faults()).isEmpty();
        chain.jump(9);
        assertThat(faults()).containsExactly(Fault.OUT_OF_ORDER);
        assertThat(chain.accept(12, 11)).isTrue();
        assertThat(faults()).containsExactly(Fault.OUT_OF_ORDER);
    }

    // ---- the same bytes

    @Test
    void other_bytes_for_the_same_event_are_a_change() {
        SharedRecord record = new SharedRecord(findings, "team", 100);
        record.saw("one", 101, 7);
        record.saw("one", 5_000, 8);
        record.saw("two", 101, 7);
        record.saw("two", 100, 1); // from before, as are 99 and 98: not kept
        record.saw("three", 100, 2);
        assertThat(faults()).isEmpty();
        record.saw("two", 5_000, 9);
        assertThat(faults()).containsExactly(Fault.CHANGED);
        assertThat(record.seen()).isEqualTo(record(101, 5_000));
    }

    // ---- answers

    @Test
    void each_request_has_one_answer() {
        Answers<String> answers = new Answers<>(findings, "client");
        long first = answers.ask("a");
        long second = answers.ask("b");
        assertThat(answers.answered(Long.toString(second))).isEqualTo("b");
        assertThat(answers.answered(Long.toString(first))).isEqualTo("a");
        answers.finish();
        assertThat(faults()).isEmpty();
    }

    @Test
    void a_second_answer_and_one_to_nothing_are_faults() {
        Answers<String> answers = new Answers<>(findings, "client");
        String id = Long.toString(answers.ask("a"));
        answers.answered(id);
        assertThat(answers.answered(id)).isNull();
        assertThat(answers.answered("what")).isNull();
        assertThat(faults()).containsExactly(Fault.ANSWERED_TWICE);
        assertThat(findings.count(Fault.ANSWERED_TWICE)).isEqualTo(2);
    }

    @Test
    void a_request_without_an_answer_is_a_fault_at_the_end_and_once() {
        Answers<String> answers = new Answers<>(findings, "client");
        answers.ask("place_order");
        assertThat(answers.waiting()).isOne();
        answers.finish();
        answers.finish();
        assertThat(faults()).containsExactly(Fault.UNANSWERED);
        assertThat(findings.examples(Fault.UNANSWERED))
                .containsExactly("client got no answer to request 1, place_order");
        assertThat(findings.count(Fault.UNANSWERED)).isOne();
    }

    // ---- resumes

    @Test
    void pages_that_follow_each_other_and_count_right_are_clean() {
        Resumption resumption = new Resumption(findings, "client", 10);
        assertThat(resumption.page(1, 10, 20, 10, 15, false)).isFalse();
        assertThat(resumption.page(2, 20, 25, 5, 15, true)).isTrue();
        resumption.finish();
        assertThat(faults()).isEmpty();
    }

    @Test
    void a_page_that_was_left_out_is_noticed_by_its_number_and_by_its_beginning() {
        Resumption byNumber = new Resumption(findings, "client", 10);
        byNumber.page(2, 10, 25, 5, 5, true);
        assertThat(findings.count(Fault.NO_PAGE)).isOne();
        Resumption byBeginning = new Resumption(findings, "client", 10);
        byBeginning.page(1, 12, 25, 5, 5, true);
        assertThat(findings.count(Fault.NO_PAGE)).isEqualTo(2);
        assertThat(faults()).containsExactly(Fault.NO_PAGE);
    }

    @Test
    void a_page_after_the_last_one_is_noticed() {
        Resumption resumption = new Resumption(findings, "client", 10);
        resumption.page(1, 10, 20, 10, 10, true);
        resumption.page(2, 20, 20, 0, 10, true);
        assertThat(faults()).containsExactly(Fault.NO_PAGE);
    }

    @Test
    void a_resume_without_its_last_page_is_noticed() {
        Resumption resumption = new Resumption(findings, "client", 10);
        resumption.page(1, 10, 20, 10, 10, false);
        assertThat(faults()).isEmpty();
        resumption.finish();
        assertThat(faults()).containsExactly(Fault.NO_PAGE);
    }

    @Test
    void a_wrong_count_of_missed_events_is_noticed() {
        Resumption resumption = new Resumption(findings, "client", 10);
        resumption.page(1, 10, 20, 9, 10, true);
        resumption.finish();
        assertThat(faults()).containsExactly(Fault.WRONG_COUNT);
    }

    // ---- books and money

    private static List<PriceLevel> level(String price, String quantity) {
        return List.of(new PriceLevel(Atoms.of(price), Atoms.of(quantity)));
    }

    @Test
    void a_book_that_agrees_is_clean_and_one_that_does_not_is_wrong_once() {
        BookFold book = new BookFold(findings, "client");
        book.delta(1, level("1", "1"), List.of(), 0); // nothing is known yet
        book.snapshot(level("99", "2"), level("101", "3"));
        book.delta(
                2,
                level("98", "1"),
                level("101", "0"),
                BookChecksum.of(
                        List.of(
                                new PriceLevel(Atoms.of("99"), Atoms.of("2")),
                                new PriceLevel(Atoms.of("98"), Atoms.of("1"))),
                        List.of()));
        assertThat(faults()).isEmpty();
        book.delta(3, level("97", "1"), List.of(), 12345);
        book.delta(4, level("96", "1"), List.of(), 12345);
        assertThat(faults()).containsExactly(Fault.WRONG_BOOK);
        assertThat(findings.count(Fault.WRONG_BOOK)).isOne();
    }

    @Test
    void money_that_is_all_there_is_clean_whatever_its_scale() {
        Ledger ledger = new Ledger();
        ledger.deposited("USD", new BigDecimal("100"));
        ledger.found("USD", new BigDecimal("99.5"));
        ledger.found("USD", new BigDecimal("0.500"));
        ledger.compare(findings);
        assertThat(faults()).isEmpty();
    }

    @Test
    void money_that_is_missing_or_comes_from_nowhere_is_a_fault() {
        Ledger ledger = new Ledger();
        ledger.deposited("USD", new BigDecimal("100"));
        ledger.found("USD", new BigDecimal("99.99999999"));
        ledger.found("BTC", new BigDecimal("0.00000001"));
        ledger.compare(findings);
        assertThat(faults()).containsExactly(Fault.MONEY);
        assertThat(findings.count(Fault.MONEY)).isEqualTo(2);
    }

    @Test
    void examples_are_few_however_much_is_found() {
        for (int i = 0; i < 100; i++) {
            findings.found(Fault.LOST, () -> "lost");
        }
        assertThat(findings.count(Fault.LOST)).isEqualTo(100);
        assertThat(findings.examples(Fault.LOST)).hasSize(Findings.EXAMPLES);
        assertThat(findings.verdict()).isEqualTo(Verdict.LOSSY);
    }
}
