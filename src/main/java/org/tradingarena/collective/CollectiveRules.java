package org.tradingarena.collective;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tradingarena.collective.CollectiveEvent.CollectiveOpened;
import org.tradingarena.collective.CollectiveEvent.FundsDeposited;
import org.tradingarena.collective.CollectiveEvent.FundsWithdrawn;
import org.tradingarena.collective.CollectiveEvent.KeyAdded;
import org.tradingarena.collective.CollectiveEvent.KeyRevoked;
import org.tradingarena.collective.CollectiveIntent.AddKeys;
import org.tradingarena.collective.CollectiveIntent.AmendOrder;
import org.tradingarena.collective.CollectiveIntent.CancelAllOrders;
import org.tradingarena.collective.CollectiveIntent.CancelOrder;
import org.tradingarena.collective.CollectiveIntent.Deposit;
import org.tradingarena.collective.CollectiveIntent.Open;
import org.tradingarena.collective.CollectiveIntent.PlaceOrder;
import org.tradingarena.collective.CollectiveIntent.RevokeKey;
import org.tradingarena.collective.CollectiveIntent.TakeReport;
import org.tradingarena.collective.CollectiveIntent.Withdraw;
import org.tradingarena.collective.CollectiveState.FundsMove;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Instruments;
import org.tradingarena.domain.Portfolio;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;

/** Every rule of a collective, as a pure function of its state, an intent and the time. */
public final class CollectiveRules {
    private final Instruments instruments;
    private final CollectiveLimits limits;

    public CollectiveRules(Instruments instruments, CollectiveLimits limits) {
        this.instruments = instruments;
        this.limits = limits;
    }

    /** What an intent leads to. The events follow the state and may be applied to it in their order. */
    public Decision decide(CollectiveState state, CollectiveIntent intent, Instant now) {
        if (!state.isOpen() && !(intent instanceof Open)) {
            return refuse(ErrorCode.NOT_FOUND, "there is no collective '" + state.collective() + "'");
        }
        Draft draft = new Draft(state, now);
        return switch (intent) {
            case Open open -> open(draft, open);
            case Deposit deposit -> deposit(draft, deposit);
            case Withdraw withdraw -> withdraw(draft, withdraw);
            case AddKeys add -> addKeys(draft, add);
            case RevokeKey revoke -> revokeKey(draft, revoke);
            case PlaceOrder place -> new OrderRules(instruments, limits, draft).place(place);
            case CancelOrder cancel -> new OrderRules(instruments, limits, draft).cancel(cancel);
            case CancelAllOrders cancel -> new OrderRules(instruments, limits, draft).cancelAll(cancel);
            case AmendOrder amend -> new OrderRules(instruments, limits, draft).amend(amend);
            case TakeReport take -> new ReportRules(draft).take(take.report());
        };
    }

    /** Throws nothing: a refusal is a verdict. */
    static Decision refuse(ErrorCode code, String message) {
        return Decision.answer(new Verdict.Refused(ArenaError.of(code, message)));
    }

    static Decision refuseField(ErrorCode code, String field, String message) {
        return Decision.answer(new Verdict.Refused(ArenaError.field(code, field, message)));
    }

    static Decision overloaded(String message) {
        return Decision.answer(new Verdict.Refused(ArenaError.retryAfter(ErrorCode.OVERLOADED, message, 1000)));
    }

    private Decision open(Draft draft, Open open) {
        CollectiveOpened opening = draft.state().head().opening();
        if (opening != null) {
            boolean same = new TreeSet<>(opening.keys()).equals(new TreeSet<>(open.keys()))
                    && opening.deposits().equals(open.deposits());
            return same
                    ? Decision.answer(new Verdict.Opened(
                            false, draft.state().head().epoch(), draft.state().seq()))
                    : refuse(ErrorCode.CONFLICT, "the collective exists with other keys or deposits");
        }
        for (Map.Entry<String, Long> deposit : open.deposits().entrySet()) {
            if (deposit.getValue() < 0 || deposit.getValue() > limits.netDeposit()) {
                return outOfBounds("deposits." + deposit.getKey());
            }
        }
        if (new TreeSet<>(open.keys()).size() > limits.keys()) {
            return refuseField(
                    ErrorCode.INVALID_MESSAGE, "public_keys", "a collective has at most " + limits.keys() + " keys");
        }
        draft.add(stamp -> new CollectiveOpened(
                new Stamp(stamp.seq(), open.epoch(), stamp.at(), 0, 0),
                open.collective(),
                List.copyOf(open.keys()),
                Map.copyOf(open.deposits())));
        new TreeMap<>(open.deposits())
                .forEach((currency, amount) -> move(draft, "opening-" + currency, currency, amount));
        return draft.decided(
                new Verdict.Opened(true, open.epoch(), draft.state().seq()));
    }

    private Decision deposit(Draft draft, Deposit deposit) {
        FundsMove before = draft.state().moves().get(deposit.depositId());
        if (before != null) {
            return moved(draft, before, new FundsMove(deposit.currency(), deposit.amount()));
        }
        long soFar = draft.state().deposited().getOrDefault(deposit.currency(), 0L);
        long owned = draft.state().portfolio().balance(deposit.currency()).total();
        if (deposit.amount() <= 0
                || soFar > limits.netDeposit() - deposit.amount()
                || owned > Long.MAX_VALUE - deposit.amount()) {
            return outOfBounds("amount");
        }
        if (draft.state().moves().size() >= limits.fundsMoves()) {
            return overloaded("the collective has moved funds too often");
        }
        return move(draft, deposit.depositId(), deposit.currency(), deposit.amount());
    }

    private Decision withdraw(Draft draft, Withdraw withdraw) {
        FundsMove before = draft.state().moves().get(withdraw.withdrawalId());
        if (before != null) {
            return moved(draft, before, new FundsMove(withdraw.currency(), -withdraw.amount()));
        }
        if (withdraw.amount() <= 0) {
            return outOfBounds("amount");
        }
        long available = draft.state().portfolio().balance(withdraw.currency()).available();
        if (withdraw.amount() > available) {
            return refuse(
                    ErrorCode.INSUFFICIENT_FUNDS,
                    "only " + Atoms.text(available) + " " + withdraw.currency() + " are available");
        }
        if (draft.state().moves().size() >= limits.fundsMoves()) {
            return overloaded("the collective has moved funds too often");
        }
        Portfolio after = draft.state().portfolio().withdraw(withdraw.currency(), withdraw.amount());
        Map<String, Balance> balances = Map.of(withdraw.currency(), after.balance(withdraw.currency()));
        draft.add(stamp ->
                new FundsWithdrawn(stamp, withdraw.withdrawalId(), withdraw.currency(), withdraw.amount(), balances));
        return draft.decided(new Verdict.FundsMoved(balances, false));
    }

    private static Decision move(Draft draft, String id, String currency, long amount) {
        Portfolio after = draft.state().portfolio().deposit(currency, amount);
        Map<String, Balance> balances = Map.of(currency, after.balance(currency));
        draft.add(stamp -> new FundsDeposited(stamp, id, currency, amount, balances));
        return draft.decided(new Verdict.FundsMoved(balances, false));
    }

    private static Decision moved(Draft draft, FundsMove before, FundsMove asked) {
        if (!before.equals(asked)) {
            return refuse(ErrorCode.CONFLICT, "funds were moved under this id on other terms");
        }
        Balance balance = draft.state().portfolio().balance(asked.currency());
        return Decision.answer(new Verdict.FundsMoved(Map.of(asked.currency(), balance), true));
    }

    private Decision outOfBounds(String field) {
        return refuseField(
                ErrorCode.INVALID_QUANTITY,
                field,
                field + " must be positive, and a collective may have deposited at most "
                        + Atoms.text(limits.netDeposit()) + " of a currency");
    }

    private Decision addKeys(Draft draft, AddKeys add) {
        long unknown = add.keys().stream()
                .distinct()
                .filter(key -> !draft.state().keys().containsKey(key))
                .count();
        if (draft.state().keys().size() + unknown > limits.keys()) {
            return refuseField(
                    ErrorCode.INVALID_MESSAGE, "public_keys", "a collective has at most " + limits.keys() + " keys");
        }
        for (String key : add.keys()) {
            if (!draft.state().mayEnter(key)) {
                draft.add(stamp -> new KeyAdded(stamp, key));
            }
        }
        return draft.decided(new Verdict.KeysChanged());
    }

    private static Decision revokeKey(Draft draft, RevokeKey revoke) {
        Boolean mayEnter = draft.state().keys().get(revoke.key());
        if (mayEnter == null) {
            return refuse(ErrorCode.NOT_FOUND, "the collective never had this key");
        }
        if (mayEnter) {
            draft.add(stamp -> new KeyRevoked(stamp, revoke.key()));
        }
        return draft.decided(new Verdict.KeysChanged());
    }
}
