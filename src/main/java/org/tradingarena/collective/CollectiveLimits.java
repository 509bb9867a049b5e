package org.tradingarena.collective;

/**
 * The bounds of one collective; at each of them a command is refused with {@code OVERLOADED} and nothing changes, unless said otherwise.
 *
 * @param workingOrders orders that can still trade
 * @param commandIds client order ids remembered; each is kept for at least 24 h
 * @param unansweredInstructions instructions that one book has not answered; cancels are taken beyond it, since each order can have
 *     only one
 * @param pendingAmends amendments of one order that the book has not answered
 * @param fundsMoves ids of deposits and withdrawals remembered; they are kept for ever
 * @param keys public keys, revoked ones included
 * @param netDeposit deposits less withdrawals of one currency, in atoms; beyond it a deposit is {@code INVALID_QUANTITY}
 */
public record CollectiveLimits(
        int workingOrders,
        int commandIds,
        int unansweredInstructions,
        int pendingAmends,
        int fundsMoves,
        int keys,
        long netDeposit) {}
