package org.tradingarena.client;

/** Clients with a fault built in, which tests against a real server must catch. */
public final class CarelessClients {
    private CarelessClients() {}

    /** One that takes whatever event comes for the next one, and so never asks for what is missing. */
    public static ArenaClient withoutLookingForGaps(ArenaClientBuilder builder) {
        return builder.start(settings -> {
            Outbox out = new Outbox();
            return ClientParts.of(
                    settings,
                    out,
                    new EventChain(settings.from()) {
                        @Override
                        Verdict judge(String epoch, long seq, long prevSeq) {
                            Verdict verdict = super.judge(epoch, seq, prevSeq);
                            return verdict == Verdict.AFTER_A_GAP ? Verdict.NEXT : verdict;
                        }
                    },
                    new GapFiller(),
                    new AccountKeeper(out),
                    new Requests(settings.resendWithin(), out));
        });
    }
}
