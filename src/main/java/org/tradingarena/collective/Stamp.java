package org.tradingarena.collective;

import java.time.Instant;

/**
 * Where an event stands in its stream. Together with the event it makes the wire form a pure function of what is journaled.
 *
 * @param seq the journal's sequence number: 1, 2, 3 … without a gap
 * @param epoch the incarnation of the stream
 * @param previousOrders the greatest lower seq with an {@code orders} part, 0 if none
 * @param previousPortfolio the greatest lower seq with a {@code portfolio} part, 0 if none
 */
public record Stamp(long seq, String epoch, Instant at, long previousOrders, long previousPortfolio) {}
