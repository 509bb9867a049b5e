package org.tradingarena.client;

import java.time.Instant;
import org.tradingarena.protocol.Request;

/** The parts of a {@link ClientCore}, each of which owns one thing. */
record ClientParts(
        Outbox out,
        Rooms rooms,
        MarketChains markets,
        AccountKeeper account,
        EventFlow flow,
        CatchUp catchUp,
        Requests requests) {

    static ClientParts of(ClientSettings settings) {
        Outbox out = new Outbox();
        return of(
                settings,
                out,
                new EventChain(settings.from()),
                new GapFiller(),
                new AccountKeeper(out),
                new Requests(settings.resendWithin(), out));
    }

    /** With parts that a test may have broken. */
    static ClientParts of(
            ClientSettings settings,
            Outbox out,
            EventChain chain,
            GapFiller gap,
            AccountKeeper account,
            Requests requests) {
        EventFlow flow = new EventFlow(chain, account, gap, out);
        Rooms rooms = new Rooms(settings.collectiveId(), settings.rooms());
        account.keep(rooms.showWholeState());
        return new ClientParts(
                out, rooms, new MarketChains(out), account, flow, new CatchUp(flow, account, out), requests);
    }

    /** Asks for the state, if one is wanted. */
    void askForState(Instant now) {
        Request.GetInitialState question = account.question();
        if (question != null) {
            requests.askOurs(
                    question,
                    new OwnReply((data, events) -> account.take(data), error -> account.refused(error.message())),
                    now);
        }
    }
}
