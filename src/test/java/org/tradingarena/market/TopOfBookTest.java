package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.PriceLevel;

class TopOfBookTest {
    @Test
    void nothing_changed_makes_no_change() {
        TopOfBook top = new TopOfBook(List.of(new PriceLevel(9, 1)), List.of(new PriceLevel(10, 1)));
        assertThat(top.changesTo(top)).isEqualTo(TopOfBook.EMPTY);
        assertThat(top.with(TopOfBook.EMPTY)).isEqualTo(top);
    }

    @Test
    void changes_are_told_best_first() {
        TopOfBook before =
                new TopOfBook(List.of(new PriceLevel(9, 1), new PriceLevel(7, 1)), List.of(new PriceLevel(10, 1)));
        TopOfBook after =
                new TopOfBook(List.of(new PriceLevel(8, 2), new PriceLevel(7, 3)), List.of(new PriceLevel(10, 1)));
        assertThat(before.changesTo(after))
                .isEqualTo(new TopOfBook(
                        List.of(new PriceLevel(9, 0), new PriceLevel(8, 2), new PriceLevel(7, 3)), List.of()));
    }

    @Property(tries = 300)
    void the_changes_lead_from_the_one_to_the_other(@ForAll("tops") TopOfBook before, @ForAll("tops") TopOfBook after) {
        assertThat(before.with(before.changesTo(after))).isEqualTo(after);
    }

    @Provide
    Arbitrary<TopOfBook> tops() {
        Arbitrary<List<PriceLevel>> levels = Arbitraries.longs()
                .between(1, 30)
                .set()
                .ofMaxSize(20)
                .flatMap(prices -> Arbitraries.longs()
                        .between(1, 3)
                        .map(quantity -> prices.stream()
                                .sorted()
                                .map(price -> new PriceLevel(price, 1 + (price * quantity) % 3))
                                .toList()));
        return levels.flatMap(bids -> levels.map(asks -> new TopOfBook(bids.reversed(), asks)));
    }
}
