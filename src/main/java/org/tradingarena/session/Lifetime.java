package org.tradingarena.session;

/** Whether there is a session and whether it is over, and what the directory of sessions hears of that. */
final class Lifetime {
    private final SessionSettings settings;
    private final Carrier carrier;
    private final DirectoryPort directory;
    private final Frames frames;

    Lifetime(SessionSettings settings, Carrier carrier, DirectoryPort directory, Frames frames) {
        this.settings = settings;
        this.carrier = carrier;
        this.directory = directory;
        this.frames = frames;
    }

    /** Whether it has to end now. */
    boolean isOver(SessionState state) {
        return carrier.link() == null && state.isOver(frames.now(), settings.retention());
    }

    boolean hasSession(SessionState state) {
        return state.sessionId() != null && !isOver(state);
    }

    /** Ends it; the directory hears of that when it is durable. */
    Step end(SessionState state) {
        carrier.carry(new DeliveryInput.Cooled());
        return Step.of(new SessionEvent.Expired(frames.now(), state.generation(), state.tokens()))
                .then(after -> directory.leave(state.generation()));
    }

    /** The connection starts. The directory may know nothing of the session: one that is older than it, or whose entry was lost. */
    void recovered(SessionState state) {
        if (hasSession(state)) {
            directory.present(state, frames.now());
        }
    }

    /** The directory asks what the session is. */
    Step review(SessionState state, boolean isSigningIn) {
        if (isOver(state)) {
            return end(state);
        }
        if (state.sessionId() != null) {
            directory.present(state, frames.now());
        } else if (!isSigningIn) {
            // What was entered for a sign-in that failed half-way.
            directory.leave(state.generation() + 1);
        }
        return Step.NONE;
    }
}
