package org.tradingarena.market;

/** What a book makes of a command. */
sealed interface BookDecision {
    /**
     * It is carried out.
     *
     * @param event what to journal
     * @param step what the event leads to
     */
    record Carried(BookEvent.InstructionProcessed event, BookStep step) implements BookDecision {}

    /** It was carried out before: the collective gets its unconfirmed reports again. */
    record Repeated() implements BookDecision {}

    /** One before it is still missing; it will be sent again. */
    record Early() implements BookDecision {}

    /** Its collective confirms nothing; it will be sent again, and is carried out when confirmations have come. */
    record Withheld() implements BookDecision {}

    /** It cannot be: somebody has lost what they once knew, or is not who they say. Never carried out; an operator must look. */
    record Contradicted(String why) implements BookDecision {}
}
