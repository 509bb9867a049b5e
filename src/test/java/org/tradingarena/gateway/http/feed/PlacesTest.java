package org.tradingarena.gateway.http.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;

class PlacesTest {
    private final Places places = new Places("seats", 2, 3);

    private void full(String collective, ErrorCode code) {
        assertThatThrownBy(() -> places.take(collective))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        refusal -> assertThat(refusal.error().code()).isEqualTo(code));
        assertThatThrownBy(() -> places.require(collective)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void a_collective_has_so_many_and_the_node_too() {
        Places.Place first = places.take("alpha");
        places.take("alpha");
        full("alpha", ErrorCode.CONNECTION_LIMIT);
        places.take("beta");
        full("beta", ErrorCode.OVERLOADED);
        first.close();
        first.close();
        assertThat(places.size()).isEqualTo(2);
        places.require("alpha");
        places.take("alpha");
        full("alpha", ErrorCode.CONNECTION_LIMIT);
        assertThat(places.size()).isEqualTo(3);
    }
}
