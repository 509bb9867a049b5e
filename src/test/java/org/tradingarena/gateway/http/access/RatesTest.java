package org.tradingarena.gateway.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tradingarena.gateway.socket.RateLimit;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;

class RatesTest {
    private long now;
    private final Rates<String> rates = new Rates<>(new RateLimit.Limits(10, 2, 1, 1), 2, () -> now);

    private void refused(String who, long millis) {
        assertThatThrownBy(() -> rates.take(who)).isInstanceOfSatisfying(ProtocolException.class, refusal -> {
            assertThat(refusal.error().code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(refusal.error().retryAfterMillis()).hasValue(millis);
        });
    }

    @Test
    void each_has_a_burst_of_its_own_and_comes_back_with_time() {
        rates.take("anna");
        rates.take("anna");
        refused("anna", 100);
        assertThatCode(() -> rates.take("bert")).doesNotThrowAnyException();
        now += Duration.ofMillis(100).toNanos();
        rates.take("anna");
        refused("anna", 100);
    }

    @Test
    void the_longest_unseen_is_forgotten_when_there_are_too_many() {
        for (String who : new String[] {"anna", "anna", "bert", "bert"}) {
            rates.take(who);
        }
        refused("anna", 100);
        rates.take("carl");
        refused("anna", 100);
        assertThatCode(() -> rates.take("bert")).doesNotThrowAnyException();
    }
}
