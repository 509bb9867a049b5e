package org.tradingarena.it;

/** What a network can do to a connection. */
enum Fault {
    /** Both sides are reset (RST): what was under way is lost. */
    RESET("reset", true),
    /** Both sides are closed (FIN), as by a proxy that stops. */
    CLOSE("closed", true),
    /** The server's side ends; the client is never told, and what it sends is lost. */
    HALF_OPEN_TO_CLIENT("half-open to the client", true),
    /** The client's side ends; the server is never told, and what it sends is lost. */
    HALF_OPEN_TO_SERVER("half-open to the server", true),
    /** Nothing moves for a while, then everything goes on. */
    STALL("stalled", false),
    /** Nothing moves for a while, then both sides are reset. */
    STALL_AND_RESET("stalled and reset", true);

    private final String words;
    private final boolean cuts;

    Fault(String words, boolean cuts) {
        this.words = words;
        this.cuts = cuts;
    }

    String words() {
        return words;
    }

    /** Whether the connection is over with it. */
    boolean cuts() {
        return cuts;
    }

    /** Whether one side lives on and is not told. */
    boolean halfOpens() {
        return this == HALF_OPEN_TO_CLIENT || this == HALF_OPEN_TO_SERVER;
    }

    boolean stalls() {
        return this == STALL || this == STALL_AND_RESET;
    }
}
