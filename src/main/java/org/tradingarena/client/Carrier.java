package org.tradingarena.client;

/** What carries requests to the arena now. */
interface Carrier {
    /** How many requests may be on their way at once. */
    int window();

    /** Sends a request; false if it is of a kind that cannot be sent this way. */
    boolean carry(Outstanding request);
}
