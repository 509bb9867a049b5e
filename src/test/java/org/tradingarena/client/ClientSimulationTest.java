package org.tradingarena.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.Request;

/**
 * Thousands of random histories of a client. A failed one prints its seed; run it again with {@code -Darena.simulation.seed=…
 * -Darena.simulation.count=1 -Darena.simulation.trace=true}.
 */
class ClientSimulationTest {
    private static final long SEED = Long.getLong("arena.simulation.seed", 1);
    private static final int COUNT = Integer.getInteger("arena.simulation.count", 300);
    private static final int MANY = 20_000;
    /** So many have something of everything. */
    private static final int ENOUGH = 100;

    private static final int FOR_A_MUTANT = 200;

    @Test
    void in_every_history_each_event_is_told_once_and_each_order_has_its_fate() {
        Map<String, Integer> seen = run(COUNT);
        if (COUNT < ENOUGH) {
            return;
        }
        assertThat(seen)
                .as("every kind of trouble and of mending was there")
                .containsKeys("GapFilled", "Resumed", "Reset", "Began", "LONG_POLL", "SOCKET")
                .containsKeys("Accepted", "Refused", "NotPlaced");
    }

    @Test
    @Tag("slow")
    void in_every_one_of_many_histories_too() {
        run(MANY);
    }

    private static Map<String, Integer> run(int count) {
        Map<String, Integer> seen = new TreeMap<>();
        long events = 0;
        for (long seed = SEED; seed < SEED + count; seed++) {
            ClientSimulation simulation = new ClientSimulation(seed, ClientParts::of);
            try {
                simulation.run();
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("the history of seed " + seed + " fails: " + failure.getMessage(), failure);
            }
            simulation.seen.forEach((what, times) -> seen.merge(what, times, Integer::sum));
            events += simulation.told();
        }
        System.out.println(count + " histories from seed " + SEED + ", " + events + " events told; " + seen);
        return seen;
    }

    private static void assertCaught(String what, Function<ClientSettings, ClientParts> mutant) {
        for (long seed = 1; seed <= FOR_A_MUTANT; seed++) {
            try {
                new ClientSimulation(seed, mutant).run();
            } catch (RuntimeException | AssertionError caught) {
                System.out.println(what + ": caught by seed " + seed + ": " + caught.getMessage());
                return;
            }
        }
        throw new AssertionError("not caught: " + what);
    }

    private static ClientParts with(ClientSettings settings, EventChain chain) {
        Outbox out = new Outbox();
        return ClientParts.of(settings, out, chain, new GapFiller(), new AccountKeeper(out), requests(settings, out));
    }

    private static Requests requests(ClientSettings settings, Outbox out) {
        return new Requests(settings.resendWithin(), out);
    }

    @Test
    void a_client_that_tells_repeated_events_is_caught() {
        assertCaught(
                "tells what it knows",
                settings -> with(settings, new EventChain(settings.from()) {
                    @Override
                    Verdict judge(String epoch, long seq, long prevSeq) {
                        Verdict verdict = super.judge(epoch, seq, prevSeq);
                        return verdict == Verdict.KNOWN ? Verdict.NEXT : verdict;
                    }
                }));
    }

    @Test
    void a_client_that_does_not_look_for_gaps_is_caught() {
        assertCaught(
                "sees no gap",
                settings -> with(settings, new EventChain(settings.from()) {
                    @Override
                    Verdict judge(String epoch, long seq, long prevSeq) {
                        Verdict verdict = super.judge(epoch, seq, prevSeq);
                        return verdict == Verdict.AFTER_A_GAP ? Verdict.NEXT : verdict;
                    }
                }));
    }

    @Test
    void a_client_that_resumes_behind_what_it_was_told_is_caught() {
        assertCaught(
                "runs ahead of itself",
                settings -> with(settings, new EventChain(settings.from()) {
                    @Override
                    void advance(long seq) {
                        super.advance(seq % 5 == 0 ? seq + 1 : seq);
                    }
                }));
    }

    @Test
    void a_client_whose_state_misses_an_event_is_caught() {
        assertCaught("misses fills in its state", settings -> {
            Outbox out = new Outbox();
            AccountKeeper careless = new AccountKeeper(out) {
                @Override
                AccountState after(AccountState before, PrivateEvent event) {
                    return event.trade() == null ? super.after(before, event) : before;
                }
            };
            return ClientParts.of(
                    settings, out, new EventChain(settings.from()), new GapFiller(), careless, requests(settings, out));
        });
    }

    @Test
    void a_client_that_does_not_ask_again_for_an_order_is_caught() {
        assertCaught(
                "gives up on orders",
                settings -> withRequests(settings, out -> new Requests(null, out) {
                    @Override
                    void unanswered(Outstanding request) {
                        if (request.isOrder()) {
                            request.reply().refused(request, OrderReply.NOT_PLACED);
                        } else {
                            super.unanswered(request);
                        }
                    }
                }));
    }

    @Test
    void a_client_that_sends_an_order_again_under_another_id_is_caught() {
        assertCaught(
                "another client_order_id",
                settings -> withRequests(settings, out -> new Requests(null, out) {
                    @Override
                    void unanswered(Outstanding request) {
                        super.unanswered(request.isOrder() ? Renamed.of(request) : request);
                    }
                }));
    }

    private static ClientParts withRequests(ClientSettings settings, Function<Outbox, Requests> requests) {
        Outbox out = new Outbox();
        return ClientParts.of(
                settings,
                out,
                new EventChain(settings.from()),
                new GapFiller(),
                new AccountKeeper(out),
                requests.apply(out));
    }

    /** The same order under a new id. */
    private static final class Renamed {
        private static int count;

        static Outstanding of(Outstanding order) {
            var place = (Request.PlaceOrder) order.request();
            return new Outstanding(
                    order.number(),
                    new Request.PlaceOrder(
                            "renamed-" + ++count,
                            place.symbol(),
                            place.side(),
                            place.orderType(),
                            place.quantity(),
                            place.price(),
                            place.timeInForce(),
                            place.postOnly()),
                    order.reply(),
                    false,
                    order.askedAt());
        }
    }
}
