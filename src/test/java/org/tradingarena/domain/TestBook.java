package org.tradingarena.domain;

import java.util.List;

/** An order book under test, whatever is inside: it carries instructions out and shows what rests. */
interface TestBook {
    List<BookChange> execute(Instrument instrument, BookInstruction instruction);

    /** The bids, best first, then the asks, best first; at one price by arrival. */
    List<RestingOrder> orders();
}
