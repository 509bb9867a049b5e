package org.tradingarena.bench.check;

/** What a server can do wrong that a client can prove. Each makes the run {@code LOSSY}. */
public enum Fault {
    GAP("a message did not follow the one before it"),
    LOST("an event never came"),
    REPEATED("a message came twice"),
    OUT_OF_ORDER("a message came after a later one"),
    CHANGED("the same event had other bytes"),
    UNANSWERED("a request had no answer"),
    ANSWERED_TWICE("an answer came that nobody waited for"),
    FORGOTTEN("an acknowledged order is not in the journal"),
    MONEY("money is not conserved"),
    WRONG_BOOK("a book does not have its checksum"),
    WRONG_COUNT("the server counts other messages than came"),
    NO_PAGE("a page of a resume did not come, or not in order"),
    ENDED("a socket ended that nobody closed"),
    UNREADABLE("a frame could not be understood");

    private final String meaning;

    Fault(String meaning) {
        this.meaning = meaning;
    }

    /** In words. */
    public String meaning() {
        return meaning;
    }
}
