package org.tradingarena.client;

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
}
