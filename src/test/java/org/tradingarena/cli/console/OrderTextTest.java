package org.tradingarena.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tradingarena.client.model.Balance;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.StreamPosition;

class OrderTextTest {
    private static PrivateEvent event(String type, Map<String, Balance> balances) {
        @Nullable JsonObject none = JsonObject.EMPTY;
        return new PrivateEvent(
                type,
                "e:3",
                new StreamPosition("e", 3),
                2,
                Instant.EPOCH,
                null,
                null,
                balances,
                null,
                false,
                "{}",
                none);
    }

    @Test
    void an_event_about_money_tells_what_there_is_now() {
        Balance usd = new Balance("USD", new BigDecimal("100000"), BigDecimal.ZERO, BigDecimal.ZERO);
        Balance btc = new Balance("BTC", new BigDecimal("2.5"), BigDecimal.ZERO, BigDecimal.ZERO);
        assertThat(OrderText.of(event("funds_deposited", Map.of("USD", usd, "BTC", btc))))
                .isEqualTo("funds deposited  100,000 USD, 2.5 BTC");
    }

    @Test
    void an_event_of_a_kind_that_is_not_known_is_told_by_its_name() {
        assertThat(OrderText.of(event("something_new", Map.of()))).isEqualTo("something new");
    }
}
