package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Side;

class EventRenderingTest {
    private static final Parts ORDERS = new Parts(true, false);
    private static final Parts PORTFOLIO = new Parts(false, true);

    private final Streams stream = new Streams("e");

    @Test
    void a_fill_shows_order_trade_balances_and_position_to_a_client_in_both_rooms() {
        stream.accepted();
        assertThat(json(stream.filled(Side.SELL, 2, 5 * Atoms.ONE), Parts.BOTH)).isEqualTo("""
                        {"type":"order_filled","event_id":"e:2","seq":2,"prev_seq":1,"epoch":"e","data":{\
                        "order":{"order_id":"o2","client_order_id":"c2","client_id":"client","symbol":"BTC/USD","side":"sell",\
                        "order_type":"limit","quantity":10,"price":100,"filled_quantity":2,"remaining_quantity":0,\
                        "average_fill_price":100,"status":"filled","time_in_force":"gtc","post_only":false,"reason":null,\
                        "created_at":"2026-01-02T03:04:05.678Z","updated_at":"2026-01-02T03:04:05.678Z"},\
                        "trade":{"trade_id":"t2","price":100,"quantity":2,"fee":0.1,"fee_currency":"USD","liquidity":"taker"},\
                        "balances":{"BTC":{"currency":"BTC","total":2,"available":2,"reserved":0},\
                        "USD":{"currency":"USD","total":3,"available":3,"reserved":0}},\
                        "position":{"symbol":"BTC/USD","quantity":-2,"average_price":90,"realized_pnl":5}},\
                        "timestamp":"2026-01-02T03:04:05.680Z"}""");
    }

    @Test
    void a_room_decides_which_parts_are_shown() {
        CollectiveEvent fill = stream.filled(Side.BUY, 1, 0);
        assertThat(json(fill, ORDERS)).contains("\"order\":", "\"trade\":").doesNotContain("balances", "\"position\"");
        assertThat(json(fill, PORTFOLIO))
                .contains("\"balances\":", "\"position\":")
                .doesNotContain("\"order\":", "\"trade\":");
    }

    @Test
    void an_event_without_a_part_for_the_rooms_is_not_rendered() {
        assertThat(EventRendering.render(stream.opened(), PORTFOLIO)).isEmpty();
        assertThat(EventRendering.render(stream.deposited(), ORDERS)).isEmpty();
        assertThat(EventRendering.render(stream.accepted(), Parts.NONE)).isEmpty();
    }

    @Test
    void key_events_are_never_rendered() {
        assertThat(EventRendering.render(stream.keyAdded(), Parts.BOTH)).isEmpty();
        assertThat(EventRendering.render(stream.keyRevoked(), Parts.BOTH)).isEmpty();
    }

    @Test
    void prev_seq_follows_the_rooms() {
        stream.accepted();
        stream.deposited();
        stream.keyAdded();
        stream.opened();
        CollectiveEvent last = stream.accepted();
        assertThat(json(last, ORDERS)).contains("\"prev_seq\":4,");
        assertThat(json(last, PORTFOLIO)).contains("\"prev_seq\":2,");
        assertThat(json(last, Parts.BOTH)).contains("\"prev_seq\":4,");
        assertThat(json(stream.at(1), Parts.BOTH)).contains("\"prev_seq\":0,");
    }

    @Test
    void a_deposit_names_its_id_currency_and_amount() {
        assertThat(json(stream.deposited(), Parts.BOTH))
                .contains("\"type\":\"funds_deposited\"")
                .contains(
                        "\"data\":{\"deposit_id\":\"deposit-1\",\"currency\":\"USD\",\"amount\":1,\"balances\":{\"USD\":");
    }

    @Test
    void an_opened_collective_shows_its_id_and_its_empty_balances_but_no_key() {
        assertThat(json(stream.collectiveOpened(), Parts.BOTH))
                .contains("\"data\":{\"collective_id\":\"alpha\",\"balances\":{}}")
                .doesNotContain("key");
        assertThat(EventRendering.render(stream.at(1), ORDERS)).isEmpty();
    }

    @Test
    void refused_requests_carry_their_code_and_requests_what_was_asked() {
        assertThat(json(stream.cancelRejected(), Parts.BOTH)).contains("\"code\":\"ORDER_CLOSED\"");
        assertThat(json(stream.cancelRequested(), Parts.BOTH)).contains("\"reason\":\"CLIENT_CANCELLED\"}");
        assertThat(json(stream.amendRequested(), Parts.BOTH)).contains("\"price\":99,\"quantity\":2}");
    }

    @Test
    void bytes_are_counted_in_utf_8() {
        String text = "aä€\uD83D\uDE00";
        RenderedEvent event = new RenderedEvent(1, true, true, text);
        assertThat(event.bytes()).isEqualTo(text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }

    private static String json(CollectiveEvent event, Parts parts) {
        return EventRendering.render(event, parts).orElseThrow().json();
    }
}
