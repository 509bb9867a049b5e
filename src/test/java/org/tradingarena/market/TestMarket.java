package org.tradingarena.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.BookInstruction.Amend;
import org.tradingarena.domain.BookInstruction.Cancel;
import org.tradingarena.domain.BookInstruction.Place;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.OrderKey;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/** A book without actors and journal: commands get their numbers, events are applied, what follows is collected. */
final class TestMarket {
    static final String SYMBOL = "BTC/USD";
    static final String EPOCH = "0f8fad5b-d9cb-469f-a165-70867728950e";
    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    /** Makers pay 0.1 %, takers 0.2 %. */
    static final Instrument INSTRUMENT = new Instrument(
            SYMBOL,
            Atoms.of("0.01"),
            Atoms.of("0.0001"),
            Atoms.of("0.0001"),
            Atoms.of("1000000"),
            Atoms.of("100000000"),
            50_000,
            1_000,
            2_000,
            true);

    static final int UNCONFIRMED = 10_000;

    final List<BookEvent> journal = new ArrayList<>();
    final List<Report> reports = new ArrayList<>();
    final List<MarketUpdate> updates = new ArrayList<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final BookRules rules;
    private BookState state = BookState.unlisted(SYMBOL);
    private Instant now = START;

    TestMarket() {
        this(UNCONFIRMED);
    }

    TestMarket(int unconfirmedReports) {
        this.rules = new BookRules(INSTRUMENT, unconfirmedReports);
        journal(new BookEvent.BookListed(EPOCH, SYMBOL, now));
    }

    BookState state() {
        return state;
    }

    BookRules rules() {
        return rules;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** The next command of the instruction's collective, which has confirmed nothing. */
    BookCommand command(BookInstruction instruction) {
        return command(instruction, 0);
    }

    BookCommand command(BookInstruction instruction, long reportSeen) {
        String collective = instruction.key().collective();
        return new BookCommand(collective, SYMBOL, numbers.merge(collective, 1L, Long::sum), reportSeen, instruction);
    }

    /** Carries an instruction out; answers what it led to. */
    BookStep run(BookInstruction instruction) {
        return run(command(instruction));
    }

    BookStep run(BookCommand command) {
        BookDecision decision = decide(command);
        if (!(decision instanceof BookDecision.Carried carried)) {
            throw new AssertionError("not carried out: " + decision);
        }
        journal.add(carried.event());
        return take(carried.step());
    }

    BookDecision decide(BookCommand command) {
        return rules.decide(state, command, now);
    }

    BookStep journal(BookEvent event) {
        journal.add(event);
        return take(state.step(event));
    }

    private BookStep take(BookStep step) {
        state = step.state();
        reports.addAll(step.reports());
        updates.addAll(step.updates());
        return step;
    }

    static Place buy(String collective, String order, String price, String quantity) {
        return place(collective, order, Side.BUY, price, quantity);
    }

    static Place sell(String collective, String order, String price, String quantity) {
        return place(collective, order, Side.SELL, price, quantity);
    }

    static Place place(String collective, String order, Side side, String price, String quantity) {
        return new Place(
                key(collective, order),
                side,
                OrderType.LIMIT,
                Atoms.of(quantity),
                Atoms.of(price),
                2_000,
                TimeInForce.GTC,
                false);
    }

    static Place immediate(Place place) {
        return new Place(
                place.key(),
                place.side(),
                place.type(),
                place.quantity(),
                place.limit(),
                place.feeCap(),
                TimeInForce.IOC,
                false);
    }

    static Cancel cancel(String collective, String order) {
        return new Cancel(key(collective, order), Reason.CLIENT_CANCELLED);
    }

    static Amend amend(String collective, String order, String price, String quantity) {
        return new Amend(key(collective, order), Atoms.of(price), Atoms.of(quantity));
    }

    static OrderKey key(String collective, String order) {
        return new OrderKey(collective, order);
    }

    /** The outcomes for a collective of one step. */
    static List<Outcome> outcomes(BookStep step, String collective) {
        return step.reports().stream()
                .filter(report -> report.collective().equals(collective))
                .flatMap(report -> report.outcomes().stream())
                .toList();
    }
}
