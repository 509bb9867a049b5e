package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tradingarena.client.OrderFate;
import org.tradingarena.it.ClientRecord.Entry;

/**
 * Knows what the server has by other ways than the clients under test: a client of its own for each collective, written from the protocol
 * alone and directly connected, and pages of the journal over HTTP.
 */
final class ChaosJudge {
    private static final int PAGE = 500;
    private static final long EVERYTHING = 1_000_000_000;

    private final Arena arena;
    private final Map<String, Identity> identities = new TreeMap<>();
    private final Map<String, Trader> auditors = new TreeMap<>();
    private final Map<String, HttpMember> readers = new TreeMap<>();
    private final Map<String, BigDecimal> deposits = new TreeMap<>();
    private final Map<String, List<Entry>> journals = new HashMap<>();
    private final Invariants invariants;
    private final List<Trader> signedIn = new ArrayList<>();

    ChaosJudge(Arena arena) {
        this.arena = arena;
        this.invariants = new Invariants(arena, signedIn, deposits);
    }

    /** A collective that was opened with these deposits. */
    void collective(String collective, Identity identity, Map<String, BigDecimal> paidIn) {
        identities.put(collective, identity);
        paidIn.forEach((currency, amount) -> deposits.merge(currency, amount, BigDecimal::add));
    }

    /** Signs in everywhere, reads all that has happened, and learns what the traders were told. */
    void signIn(List<ChaosTrader> traders) {
        identities.forEach((collective, identity) -> {
            Trader auditor = new Trader(arena.client(collective, "auditor", identity), 0, 1);
            auditor.signIn();
            auditors.put(collective, auditor);
            signedIn.add(auditor);
            readers.put(collective, new HttpMember(arena, collective, "reader", identity).signIn("observer"));
        });
        for (ChaosTrader trader : traders) {
            OrderLedger ledger = auditors.get(trader.bot().collective()).ledger();
            ledger.acknowledged().putAll(trader.accepted());
            trader.refused().forEach((id, code) -> ledger.refused().put(id, code.name()));
            ledger.cancelled().addAll(trader.cancelled());
            ledger.amended().addAll(trader.amended());
        }
    }

    /** Money is conserved, trades have two sides, nothing is pending, the books hold what the collectives say, and no one was told wrong. */
    List<String> atRest() {
        List<String> broken = new ArrayList<>(invariants.atRest());
        broken.addAll(invariants.theStreamIsWhole());
        signedIn.forEach(auditor -> broken.addAll(invariants.everyAcknowledgementIsKept(auditor)));
        return broken;
    }

    /** Each client was told exactly what the journal has from where its record began. */
    List<String> recordsEqualTheJournal(List<ChaosClient> clients) {
        journals.clear();
        identities.keySet().forEach(collective -> journals.put(collective, journal(collective)));
        return clients.stream().flatMap(client -> differences(client).stream()).toList();
    }

    /** How a client's record differs from the journal as it was read the last time. */
    List<String> differences(ChaosClient client) {
        ClientRecord record = client.record();
        if (record.beginning().isEmpty()) {
            return List.of(client + " never began");
        }
        return RecordCheck.differences(
                record.owner(),
                record.beginning().getAsLong(),
                record.entries(),
                journals.getOrDefault(client.collective(), List.of()));
    }

    /** All events of a collective, by pages over HTTP. */
    private List<Entry> journal(String collective) {
        List<Entry> journal = new ArrayList<>();
        long after = 0;
        boolean more = true;
        while (more) {
            HttpResponse<String> page = reader(collective).get("/events?after=" + after + "&limit=" + PAGE);
            JsonNode body = AdminApi.expect(200, page);
            for (String text : HttpMember.events(page)) {
                JsonNode event = WireJson.parse(text);
                journal.add(ClientRecord.entry(
                        event.path("seq").asLong(-1), event.path("event_id").asText(), text));
            }
            after = body.path("next_after_seq").asLong();
            more = body.path("has_more").asBoolean();
        }
        return journal;
    }

    /**
     * With the server stopped, {@code arena journal dump} shows the same seqs and types as the pages did; only what is about keys has no
     * part in them.
     */
    List<String> whatIsStoredIsWhatWasRead() {
        List<String> broken = new ArrayList<>();
        journals.forEach((collective, journal) -> {
            ArenaProcess.Ran dump = arena.process()
                    .run("journal", "dump", "collective|" + collective, "--json", "--limit", Long.toString(EVERYTHING));
            List<String> stored = dump.out()
                    .lines()
                    .map(WireJson::parse)
                    .map(line -> line.path("seq").asLong() + " "
                            + line.path("event").path("t").asText())
                    .filter(event -> !event.contains(" key_"))
                    .toList();
            List<String> read = journal.stream()
                    .map(entry -> entry.seq() + " "
                            + WireJson.parse(entry.text()).path("type").asText())
                    .toList();
            if (dump.exit() != 0 || !stored.equals(read)) {
                broken.add(collective + ": " + stored.size() + " events are stored and " + read.size()
                        + " were read; dump ended with " + dump.exit() + " " + dump.err());
            }
        });
        return broken;
    }

    private HttpMember reader(String collective) {
        HttpMember reader = readers.get(collective);
        if (reader == null) {
            throw new IllegalStateException("not signed in for " + collective);
        }
        return reader;
    }

    /** Each client keeps the state that the server has. */
    List<String> accountsAreTheServers(List<ChaosClient> clients) {
        List<String> broken = new ArrayList<>();
        for (ChaosClient client : clients) {
            JsonNode state = AdminApi.expect(200, reader(client.collective()).get("/state"));
            client.client()
                    .account()
                    .ifPresentOrElse(
                            kept -> broken.addAll(
                                    AccountCheck.differences(client.record().owner(), kept, state)),
                            () -> broken.add(client + " keeps no state"));
        }
        return broken;
    }

    /**
     * Every order that was asked for has a fate, and the one that is in the stream: accepted once under its id, refused, or never there.
     * What was told of lost answers is the same.
     */
    List<String> everyOrderHasOneFate(List<ChaosTrader> traders) {
        List<String> broken = new ArrayList<>();
        for (ChaosTrader trader : traders) {
            String name = trader.bot().record().owner();
            StreamFold fold = auditors.get(trader.bot().collective()).fold();
            trader.unanswered().keySet().forEach(id -> broken.add(name + ": nothing is known of " + id));
            trader.putOff().stream()
                    .filter(id ->
                            !fold.accepted(id).isEmpty() || !fold.refused(id).isEmpty())
                    .forEach(id -> broken.add(name + ": told to be not placed, and is in the stream: " + id));
            trader.bot().record().fates().values().stream()
                    .filter(fate -> !isTrue(fate, fold))
                    .forEach(fate -> broken.add(name + ": told " + fate + ", and the stream has accepted "
                            + fold.accepted(fate.clientOrderId()) + ", refused " + fold.refused(fate.clientOrderId())));
        }
        return broken;
    }

    private static boolean isTrue(OrderFate fate, StreamFold fold) {
        List<String> accepted = fold.accepted(fate.clientOrderId());
        String refused = fold.refused(fate.clientOrderId());
        return switch (fate) {
            case OrderFate.Accepted told -> accepted.equals(List.of(told.order().orderId()));
            case OrderFate.Refused told ->
                accepted.isEmpty()
                        && (refused.isEmpty()
                                || refused.equals(told.error().code().name()));
            case OrderFate.NotPlaced told -> accepted.isEmpty() && refused.isEmpty();
        };
    }
}
