package org.tradingarena.clearing;

import org.tradingarena.domain.BookInstruction;

/**
 * A numbered instruction of a collective to a book. It is sent again until a {@link Report} answers it; the book carries each number
 * out once, in order.
 *
 * @param number 1, 2, 3 … per (collective, symbol), without a gap
 * @param reportSeen the greatest report number of this book that the collective has journaled
 */
public record BookCommand(
        String collective, String symbol, long number, long reportSeen, BookInstruction instruction) {}
