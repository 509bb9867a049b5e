package org.tradingarena.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedTest {
    private static Watched three() {
        return Watched.begin(Samples.WHO, List.of("BTC/USD", "ETH/USD", "SOL/USD"), Samples.NOON);
    }

    @Test
    void the_selection_goes_around_in_both_directions() {
        assertThat(three().selected()).isEqualTo("BTC/USD");
        assertThat(three().select(1).selected()).isEqualTo("ETH/USD");
        assertThat(three().select(-1).selected()).isEqualTo("SOL/USD");
        assertThat(three().select(-1).select(1).selected()).isEqualTo("BTC/USD");
    }

    @Test
    void without_symbols_the_first_that_is_heard_of_is_selected() {
        Watched none = Watched.begin(Samples.WHO, List.of(), Samples.NOON);
        assertThat(none.select(1)).isEqualTo(none);
        assertThat(none.after(Samples.market("ticker", 1, "{\"last\":5}")).selected())
                .isEqualTo("BTC/USD");
    }

    @Test
    void what_happened_is_kept_newest_first_and_bounded() {
        Watched watched = three();
        for (int seq = 1; seq <= 500; seq++) {
            watched = watched.after(Samples.event(seq, "order_open", null, null));
        }
        assertThat(watched.news()).hasSize(200);
        assertThat(((Watched.News.Happened) watched.news().getFirst()).event().seq())
                .isEqualTo(500);
        assertThat(watched.seq()).isEqualTo(500);
    }
}
