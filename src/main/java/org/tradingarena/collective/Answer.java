package org.tradingarena.collective;

/**
 * The book's report that an event comes from.
 *
 * @param report the report's number on its channel
 * @param command the collective's own command that the report answers; 0 if it answers none
 */
public record Answer(long report, long command) {}
