package org.tradingarena.market;

import java.util.List;
import org.tradingarena.clearing.Report;

/**
 * What one event leads to.
 *
 * @param reports the new reports, in the order in which their parties were met
 * @param updates the new market messages
 */
record BookStep(BookState state, List<Report> reports, List<MarketUpdate> updates) {
    static BookStep quiet(BookState state) {
        return new BookStep(state, List.of(), List.of());
    }
}
