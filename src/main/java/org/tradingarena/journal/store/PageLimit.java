package org.tradingarena.journal.store;

/** How much one read takes: at most so many records, and no further one when so many bytes are reached. */
public record PageLimit(int records, long bytes) {
    boolean isReached(int recordsRead, long bytesRead) {
        return recordsRead >= records || bytesRead >= bytes;
    }
}
