package org.tradingarena.market.feed.socket;

/** Carries a {@link Loss} out of the reading of a message. It has no stack trace: what an exchange sends must stay cheap. */
public final class LossException extends Exception {
    private final transient Loss loss;

    /** Of this kind. */
    public LossException(Loss.Kind kind, String detail) {
        super(detail, null, false, false);
        this.loss = new Loss(kind, detail);
    }

    /** What happened. */
    public Loss loss() {
        return loss;
    }
}
