package org.tradingarena.market;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.domain.BookChange;
import org.tradingarena.domain.BookChange.Traded;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.BookInstruction.Amend;
import org.tradingarena.domain.BookInstruction.Cancel;
import org.tradingarena.domain.BookInstruction.Place;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Matching;
import org.tradingarena.domain.OrderBook;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.RestingOrder;
import org.tradingarena.market.BookDecision.Carried;
import org.tradingarena.market.BookDecision.Contradicted;
import org.tradingarena.market.BookDecision.Early;
import org.tradingarena.market.BookDecision.Repeated;
import org.tradingarena.market.BookDecision.Withheld;
import org.tradingarena.market.BookEvent.InstructionProcessed;

/**
 * Every rule of a book, as a pure function of its state and a command.
 *
 * <p>A collective that does not confirm reports must not make the book grow without end. At {@code unconfirmedReports} its resting
 * orders are cancelled ({@code ADMIN}), so that no trade of others can add a report, and its new orders and amendments are refused
 * ({@code OVERLOADED}); at twice that its commands, each of which adds a report, are withheld until it confirms.
 *
 * @param unconfirmedReports how many reports of one collective may be unconfirmed
 */
record BookRules(Instrument instrument, int unconfirmedReports) {

    /** What becomes of a command. */
    BookDecision decide(BookState state, BookCommand command, Instant now) {
        Party party = state.party(command.collective());
        Optional<String> contradiction = contradiction(state, party, command);
        if (contradiction.isPresent()) {
            return new Contradicted(contradiction.get());
        }
        return switch (party.commands().judge(command.number())) {
            case REPEATED -> new Repeated();
            case EARLY -> new Early();
            case NEXT -> next(state, party.settledUpTo(command.reportSeen()), command, now);
        };
    }

    private static Optional<String> contradiction(BookState state, Party party, BookCommand command) {
        if (!command.symbol().equals(state.symbol())) {
            return Optional.of("a command for " + command.symbol());
        }
        if (!command.instruction().key().collective().equals(command.collective())) {
            return Optional.of("an instruction about an order of somebody else");
        }
        if (command.reportSeen() > party.reports().last()) {
            return Optional.of("report " + command.reportSeen() + " was seen, but the last one is "
                    + party.reports().last());
        }
        return Optional.empty();
    }

    private BookDecision next(BookState state, Party party, BookCommand command, Instant now) {
        if (party.unconfirmed() >= 2 * unconfirmedReports) {
            return new Withheld();
        }
        Instant at = later(now.truncatedTo(ChronoUnit.MILLIS), state.at());
        try {
            return carriedOrRefused(state, party, command, at);
        } catch (IllegalArgumentException | IllegalStateException defect) {
            // The command will come again; so that it does not stop the book for everybody, it stops its own channel
            // only.
            return new Contradicted("the rules failed: " + defect.getMessage());
        }
    }

    private Carried carriedOrRefused(BookState state, Party party, BookCommand command, Instant at) {
        try {
            return carried(state, party, command, matched(state, party, command), at);
        } catch (ArithmeticException tooLarge) {
            // Amounts that no longer fit: the one order is refused, instead of the book failing at it again and again.
            return carried(state, party, command, List.of(refused(command.instruction(), Reason.INVALID_QUANTITY)), at);
        }
    }

    private List<BookChange> matched(BookState state, Party party, BookCommand command) {
        boolean isRefused = party.unconfirmed() >= unconfirmedReports && !(command.instruction() instanceof Cancel);
        return isRefused
                ? List.of(refused(command.instruction(), Reason.OVERLOADED))
                : Matching.match(state.book(), instrument, command.instruction());
    }

    private Carried carried(BookState state, Party party, BookCommand command, List<BookChange> changes, Instant at) {
        InstructionProcessed event = new InstructionProcessed(
                state.seq() + 1,
                command.collective(),
                command.number(),
                command.reportSeen(),
                withEvictions(state, party, command.collective(), changes),
                at,
                state.epoch());
        return new Carried(event, state.step(event));
    }

    /** The changes, and the cancels of all resting orders of those whose reports reach the bound with them. */
    private List<BookChange> withEvictions(BookState state, Party issuer, String collective, List<BookChange> changes) {
        Set<String> overdue = new LinkedHashSet<>();
        if (issuer.unconfirmed() + 1 >= unconfirmedReports) {
            overdue.add(collective);
        }
        for (BookChange change : changes) {
            if (change instanceof Traded traded
                    && state.party(traded.maker().collective()).unconfirmed() + 1 >= unconfirmedReports) {
                overdue.add(traded.maker().collective());
            }
        }
        return overdue.isEmpty() ? changes : followedBy(changes, evictions(state.book(), changes, overdue));
    }

    private static List<BookChange> evictions(OrderBook book, List<BookChange> changes, Set<String> overdue) {
        OrderBook after = book;
        for (BookChange change : changes) {
            after = after.apply(change);
        }
        List<BookChange> evictions = new ArrayList<>();
        for (String collective : overdue) {
            for (RestingOrder order : after.ordersOf(collective)) {
                evictions.add(new BookChange.Cancelled(order.key(), Reason.ADMIN));
            }
        }
        return evictions;
    }

    private static List<BookChange> followedBy(List<BookChange> changes, List<BookChange> more) {
        List<BookChange> all = new ArrayList<>(changes);
        all.addAll(more);
        return all;
    }

    private static BookChange refused(BookInstruction instruction, Reason reason) {
        return switch (instruction) {
            case Place place -> new BookChange.Rejected(place.key(), reason);
            case Amend amend -> new BookChange.AmendRejected(amend.key(), reason);
            case Cancel cancel -> new BookChange.CancelRejected(cancel.key(), reason);
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
