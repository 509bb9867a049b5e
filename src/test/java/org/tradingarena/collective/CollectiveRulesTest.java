package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.collective.Refusals.assertRefused;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveEvent.CollectiveOpened;
import org.tradingarena.collective.CollectiveEvent.FundsDeposited;
import org.tradingarena.collective.CollectiveEvent.FundsWithdrawn;
import org.tradingarena.collective.CollectiveEvent.KeyAdded;
import org.tradingarena.collective.CollectiveEvent.KeyRevoked;
import org.tradingarena.collective.CollectiveIntent.AddKeys;
import org.tradingarena.collective.CollectiveIntent.Deposit;
import org.tradingarena.collective.CollectiveIntent.Open;
import org.tradingarena.collective.CollectiveIntent.RevokeKey;
import org.tradingarena.collective.CollectiveIntent.Withdraw;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.protocol.ErrorCode;

class CollectiveRulesTest {
    private static final long MOST = TestCollective.LIMITS.netDeposit();

    @Test
    void a_collective_that_is_not_open_refuses_everything_but_its_opening() {
        TestCollective collective = new TestCollective();

        assertRefused(collective.does(new Deposit("d1", "USD", 1)), ErrorCode.NOT_FOUND);
        assertRefused(collective.does(TestCollective.buy("c1", "1", "1")), ErrorCode.NOT_FOUND);
        assertRefused(
                collective.does(collective.report(0, new org.tradingarena.clearing.Outcome.Opened("x"))),
                ErrorCode.NOT_FOUND);
        assertThat(collective.journal()).isEmpty();
    }

    @Test
    void opening_is_the_first_event_and_its_deposits_follow() {
        TestCollective collective = new TestCollective();

        assertThat(collective.does(TestCollective.opening()))
                .isEqualTo(new Verdict.Opened(true, TestCollective.EPOCH, 3));

        assertThat(collective.newest())
                .hasExactlyElementsOfTypes(CollectiveOpened.class, FundsDeposited.class, FundsDeposited.class);
        assertThat(collective.newest()).allMatch(event -> event.stamp().epoch().equals(TestCollective.EPOCH));
        assertThat(collective.state().portfolio().balance("USD")).isEqualTo(new Balance(Atoms.of("10000"), 0));
        assertThat(collective.state().portfolio().balance("BTC")).isEqualTo(new Balance(Atoms.of("10"), 0));
        assertThat(collective.state().mayEnter(TestCollective.KEY)).isTrue();
    }

    @Test
    void the_same_opening_again_changes_nothing_and_tells_the_first_epoch() {
        TestCollective collective = TestCollective.funded();
        Open again = new Open(
                TestCollective.ID,
                "another-epoch",
                List.of(TestCollective.KEY),
                TestCollective.opening().deposits());

        assertThat(collective.does(again)).isEqualTo(new Verdict.Opened(false, TestCollective.EPOCH, 3));
        assertThat(collective.newest()).isEmpty();
    }

    @Test
    void an_opening_on_other_terms_is_a_conflict() {
        TestCollective collective = TestCollective.funded();
        Map<String, Long> deposits = TestCollective.opening().deposits();

        assertRefused(
                collective.does(new Open(TestCollective.ID, "e", List.of("other"), deposits)), ErrorCode.CONFLICT);
        assertRefused(
                collective.does(new Open(TestCollective.ID, "e", List.of(TestCollective.KEY), Map.of())),
                ErrorCode.CONFLICT);
        assertThat(collective.newest()).isEmpty();
    }

    @Test
    void an_opening_with_deposits_out_of_bounds_leaves_no_trace() {
        for (long amount : new long[] {-1, MOST + 1, Long.MAX_VALUE}) {
            TestCollective collective = new TestCollective();
            assertRefused(
                    collective.does(new Open(TestCollective.ID, "e", List.of("k"), Map.of("USD", amount))),
                    ErrorCode.INVALID_QUANTITY);
            assertThat(collective.state().isOpen()).isFalse();
        }
    }

    @Test
    void keys_beyond_the_limit_are_refused_and_known_ones_do_not_count() {
        CollectiveLimits two = new CollectiveLimits(1, 1, 1, 1, 10, 2, MOST);
        TestCollective collective = TestCollective.funded(two);
        collective.does(new AddKeys(List.of("key-2")));

        assertRefused(collective.does(new AddKeys(List.of("key-3"))), ErrorCode.INVALID_MESSAGE);
        assertThat(collective.does(new AddKeys(List.of("key-2", TestCollective.KEY, "key-2"))))
                .isEqualTo(new Verdict.KeysChanged());
        assertRefused(
                new TestCollective(two).does(new Open("alpha", "e", List.of("a", "b", "c"), Map.of())),
                ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void a_key_is_added_once_revoked_once_and_may_come_back() {
        TestCollective collective = TestCollective.funded();

        collective.does(new AddKeys(List.of("key-2", "key-2")));
        assertThat(collective.newest()).hasExactlyElementsOfTypes(KeyAdded.class);
        collective.does(new RevokeKey("key-2"));
        assertThat(collective.newest()).hasExactlyElementsOfTypes(KeyRevoked.class);
        assertThat(collective.state().mayEnter("key-2")).isFalse();
        assertThat(collective.does(new RevokeKey("key-2"))).isEqualTo(new Verdict.KeysChanged());
        assertThat(collective.newest()).isEmpty();
        collective.does(new AddKeys(List.of("key-2")));
        assertThat(collective.state().mayEnter("key-2")).isTrue();
    }

    @Test
    void a_key_that_never_was_cannot_be_revoked() {
        assertRefused(TestCollective.funded().does(new RevokeKey("nobody")), ErrorCode.NOT_FOUND);
    }

    @Test
    void a_deposit_happens_once_per_id() {
        TestCollective collective = TestCollective.funded();
        Balance after = new Balance(Atoms.of("10001"), 0);

        assertThat(collective.does(new Deposit("d1", "USD", Atoms.ONE)))
                .isEqualTo(new Verdict.FundsMoved(Map.of("USD", after), false));
        assertThat(collective.does(new Deposit("d1", "USD", Atoms.ONE)))
                .isEqualTo(new Verdict.FundsMoved(Map.of("USD", after), true));
        assertThat(collective.newest()).isEmpty();
        assertRefused(collective.does(new Deposit("d1", "USD", 2)), ErrorCode.CONFLICT);
        assertRefused(collective.does(new Deposit("d1", "BTC", Atoms.ONE)), ErrorCode.CONFLICT);
        assertRefused(collective.does(new Withdraw("d1", "USD", Atoms.ONE)), ErrorCode.CONFLICT);
    }

    @Test
    void deposits_less_withdrawals_are_bounded_exactly() {
        TestCollective collective = TestCollective.funded();

        assertRefused(collective.does(new Deposit("d1", "EUR", MOST + 1)), ErrorCode.INVALID_QUANTITY);
        assertRefused(collective.does(new Deposit("d1", "EUR", Long.MAX_VALUE)), ErrorCode.INVALID_QUANTITY);
        assertRefused(collective.does(new Deposit("d1", "EUR", 0)), ErrorCode.INVALID_QUANTITY);
        assertRefused(collective.does(new Deposit("d1", "EUR", -1)), ErrorCode.INVALID_QUANTITY);
        collective.does(new Deposit("d2", "EUR", MOST));
        assertRefused(collective.does(new Deposit("d3", "EUR", 1)), ErrorCode.INVALID_QUANTITY);
        collective.does(new Withdraw("w1", "EUR", 5));
        collective.does(new Deposit("d4", "EUR", 5));
        assertThat(collective.state().deposited().get("EUR")).isEqualTo(MOST);
    }

    @Test
    void only_what_is_not_reserved_can_be_withdrawn() {
        TestCollective collective = TestCollective.funded();
        collective.does(TestCollective.sell("c1", "100", "4"));

        assertRefused(collective.does(new Withdraw("w1", "BTC", Atoms.of("6.00000001"))), ErrorCode.INSUFFICIENT_FUNDS);
        assertThat(collective.newest()).isEmpty();
        assertThat(collective.does(new Withdraw("w1", "BTC", Atoms.of("6"))))
                .isEqualTo(new Verdict.FundsMoved(Map.of("BTC", new Balance(Atoms.of("4"), Atoms.of("4"))), false));
        assertThat(collective.newest()).hasExactlyElementsOfTypes(FundsWithdrawn.class);
        assertThat(((Verdict.FundsMoved) collective.does(new Withdraw("w1", "BTC", Atoms.of("6")))).duplicate())
                .isTrue();
        assertRefused(collective.does(new Withdraw("w2", "BTC", 0)), ErrorCode.INVALID_QUANTITY);
        assertRefused(collective.does(new Withdraw("w2", "BTC", -1)), ErrorCode.INVALID_QUANTITY);
        assertThat(collective.state().deposited().get("BTC")).isEqualTo(Atoms.of("4"));
    }

    @Test
    void funds_cannot_be_moved_more_often_than_can_be_remembered() {
        TestCollective collective = TestCollective.funded(new CollectiveLimits(10, 10, 10, 10, 3, 10, MOST));

        collective.does(new Deposit("d1", "USD", 1));
        assertRefused(collective.does(new Deposit("d2", "USD", 1)), ErrorCode.OVERLOADED);
        assertRefused(collective.does(new Withdraw("w1", "USD", 1)), ErrorCode.OVERLOADED);
        assertThat(((Verdict.FundsMoved) collective.does(new Deposit("d1", "USD", 1))).duplicate())
                .isTrue();
    }

    @Test
    void times_are_milliseconds_and_never_run_backwards() {
        TestCollective collective = TestCollective.funded();
        collective.pass(Duration.ofNanos(1_999_999));
        collective.does(new Deposit("d1", "USD", 1));
        assertThat(collective.newestEvent().stamp().at()).isEqualTo(TestCollective.START.plusMillis(1));

        collective.pass(Duration.ofHours(-2));
        collective.does(new Deposit("d2", "USD", 1));
        assertThat(collective.newestEvent().stamp().at()).isEqualTo(TestCollective.START.plusMillis(1));
    }

    @Test
    void deciding_changes_nothing() {
        TestCollective collective = TestCollective.funded();
        CollectiveState before = collective.state();

        collective.decide(TestCollective.buy("c1", "100", "1"));
        collective.decide(new Deposit("d1", "USD", 1));

        assertThat(collective.state()).isSameAs(before);
        assertThat(collective.decide(TestCollective.buy("c1", "100", "1")))
                .isEqualTo(collective.decide(TestCollective.buy("c1", "100", "1")));
    }
}
