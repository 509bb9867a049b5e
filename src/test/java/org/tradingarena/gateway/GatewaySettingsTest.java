package org.tradingarena.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySettingsTest {
    private static GatewaySettings settings(String over) {
        Config config = ConfigFactory.parseString(over).withFallback(ConfigFactory.defaultReferenceUnresolved());
        return GatewaySettings.from(config.resolve());
    }

    @Test
    void the_defaults_are_those_of_the_protocol() {
        GatewaySettings defaults = settings("");
        assertThat(defaults.sockets().transport().maxMessageBytes()).isEqualTo(65_536);
        assertThat(defaults.sockets().transport().closeAboveBytes()).isEqualTo(16 * 65_536);
        assertThat(defaults.sockets().signIns().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.sockets().signIns().tries()).isEqualTo(3);
        assertThat(defaults.sockets().requests().perSecond()).isEqualTo(1000);
        assertThat(defaults.sockets().requests().burst()).isEqualTo(2000);
        assertThat(defaults.sockets().limits().perCollective()).isEqualTo(100);
        assertThat(defaults.sockets().limits().perAddress()).isEqualTo(200);
        assertThat(defaults.sockets().limits().perNode()).isEqualTo(20_000);
    }

    @Test
    void the_heartbeats_timeout_is_the_sessions() {
        assertThat(settings("arena.session.heartbeat-timeout = 7s")
                        .sockets()
                        .heartbeats()
                        .timeout())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arena.session.heartbeat-timeout = 70s",
                "arena.gateway.http.max-connections = 20000",
                "arena.gateway.http.ask-timeout = 45s",
            })
    void settings_that_contradict_each_other_are_refused(String over) {
        assertThatThrownBy(() -> settings(over)).isInstanceOf(IllegalArgumentException.class);
    }
}
