package org.tradingarena.journal.store;

import java.util.List;
import org.tradingarena.journal.record.Position;

/**
 * A bounded part of a stream, verified. {@code last} is where the next page goes on; {@code end} says that no more was asked for
 * or is there; {@code highest} is the stream's last number at the time of reading.
 */
public record Page<T>(List<T> items, Position last, boolean end, long highest) {
    public Page {
        items = List.copyOf(items);
    }
}
