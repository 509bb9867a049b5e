package org.tradingarena.bench.check;

/**
 * The pages of one resume (protocol section 4): numbered from 1, each beginning where the one before ended, the last one naming how many
 * events were missed. Not thread-safe.
 */
public final class Resumption {
    private final Findings findings;
    private final String name;
    private long pages;
    private long position;
    private long events;
    private boolean complete;

    /** A resume from a position; the name is for examples. */
    public Resumption(Findings findings, String name, long position) {
        this.findings = findings;
        this.name = name;
        this.position = position;
    }

    /** Takes in a page, with how many events it holds; true if it was the last one. */
    public boolean page(long page, long fromSeq, long toSeq, long eventsInPage, long missed, boolean isLast) {
        findings.checked(1);
        if (complete || page != pages + 1 || fromSeq != position || toSeq < fromSeq) {
            findings.found(
                    Fault.NO_PAGE,
                    () -> name + " got page " + page + " from " + fromSeq + " to " + toSeq + " after page " + pages
                            + ", which ended at " + position + (complete ? " and was the last" : ""));
        }
        pages = page;
        position = Math.max(position, toSeq);
        events += eventsInPage;
        if (isLast && missed != events) {
            long came = events;
            findings.found(Fault.WRONG_COUNT, () -> name + " got " + came + " events, and " + missed + " were missed");
        }
        complete |= isLast;
        return isLast;
    }

    /** Whether the last page came. */
    public boolean isComplete() {
        return complete;
    }

    /** Nothing more will come: reports a resume without its last page. */
    public void finish() {
        if (!complete) {
            findings.found(Fault.NO_PAGE, () -> name + " got " + pages + " pages and no last one");
        }
    }
}
