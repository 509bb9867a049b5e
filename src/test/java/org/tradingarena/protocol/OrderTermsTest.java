package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.OrderTerms.Amendment;
import org.tradingarena.protocol.OrderTerms.Checked;
import org.tradingarena.protocol.OrderTerms.Placement;
import org.tradingarena.protocol.Request.OrderReference;

class OrderTermsTest {
    private static final Instrument BITCOIN = instrument("BTC/USD", "0.01", "0.0001", true);
    private static final Instrument SOLANA = instrument("SOL/USD", "0.01", "0.01", true);
    private static final Instruments INSTRUMENTS =
            new Instruments(List.of(SOLANA, BITCOIN, instrument("OLD/USD", "0.01", "0.01", false)));

    @Test
    void terms_on_the_grid_come_back_in_atoms() {
        assertThat(OrderTerms.check(limit("BTC/USD", "0.1500", "50000.010"), INSTRUMENTS))
                .isEqualTo(new Checked.Fit<>(new Placement(BITCOIN, Atoms.of("0.15"), Atoms.of("50000.01"))));
    }

    @Test
    void a_market_order_has_price_0() {
        assertThat(OrderTerms.check(order("BTC/USD", "0.15", null), INSTRUMENTS))
                .isEqualTo(new Checked.Fit<>(new Placement(BITCOIN, Atoms.of("0.15"), 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "XRP/USD, 1, 1, INVALID_SYMBOL, data.symbol",
        "BTC/USD, 1, 0.001, INVALID_PRICE, data.price",
        "BTC/USD, 1, 50000.015, INVALID_PRICE, data.price",
        "BTC/USD, 1, 0.000000001, INVALID_PRICE, data.price",
        "BTC/USD, 1, 1000000.01, INVALID_PRICE, data.price",
        "BTC/USD, 1, 99999999999999999999999999999999, INVALID_PRICE, data.price",
        "BTC/USD, 0.00015, 1, INVALID_QUANTITY, data.quantity",
        "BTC/USD, 0.0001, 1, INVALID_QUANTITY, data.quantity",
        "BTC/USD, 100000.0001, 1, INVALID_QUANTITY, data.quantity",
        "BTC/USD, 99999999999999999999999999999999, 1, INVALID_QUANTITY, data.quantity",
        "BTC/USD, 0.000000000001, 1, INVALID_QUANTITY, data.quantity",
        "BTC/USD, 100000, 1000000, INVALID_QUANTITY, data.quantity",
        "SOL/USD, 0.001, 1, INVALID_QUANTITY, data.quantity",
        "OLD/USD, 0.001, 1, INVALID_QUANTITY, data.quantity",
    })
    void terms_off_the_grid_are_refused_and_never_rounded(
            String symbol, String quantity, String price, ErrorCode code, String field) {
        ArenaError error = refusal(OrderTerms.check(limit(symbol, quantity, price), INSTRUMENTS));

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.field()).contains(field);
    }

    @Test
    void a_closed_market_refuses_what_else_would_fit() {
        assertThat(refusal(OrderTerms.check(limit("OLD/USD", "1", "1"), INSTRUMENTS))
                        .code())
                .isEqualTo(ErrorCode.MARKET_CLOSED);
    }

    @Test
    void an_amendment_names_what_it_changes() {
        assertThat(OrderTerms.check(amendment("7.5", null), BITCOIN))
                .isEqualTo(new Checked.Fit<>(new Amendment(OptionalLong.of(Atoms.of("7.5")), OptionalLong.empty())));
        assertThat(refusal(OrderTerms.check(amendment("7.555", null), BITCOIN)).code())
                .isEqualTo(ErrorCode.INVALID_PRICE);
        assertThat(refusal(OrderTerms.check(amendment("7", "0.00001"), BITCOIN)).code())
                .isEqualTo(ErrorCode.INVALID_QUANTITY);
    }

    @Test
    void before_its_order_is_known_an_amendment_must_fit_some_instrument() {
        assertThat(OrderTerms.check(amendment(null, "0.1234"), INSTRUMENTS)).isInstanceOf(Checked.Fit.class);
        assertThat(refusal(OrderTerms.check(amendment(null, "0.12345"), INSTRUMENTS))
                        .code())
                .isEqualTo(ErrorCode.INVALID_QUANTITY);
    }

    private static ArenaError refusal(Checked<?> checked) {
        assertThat(checked).isInstanceOf(Checked.Refused.class);
        return ((Checked.Refused<?>) checked).error();
    }

    private static Request.PlaceOrder limit(String symbol, String quantity, String price) {
        return order(symbol, quantity, price);
    }

    private static Request.PlaceOrder order(String symbol, String quantity, @Nullable String price) {
        return new Request.PlaceOrder(
                "c",
                symbol,
                Side.BUY,
                price == null ? OrderType.MARKET : OrderType.LIMIT,
                new Amount(quantity),
                price == null ? null : new Amount(price),
                price == null ? TimeInForce.IOC : TimeInForce.GTC,
                false);
    }

    private static Request.AmendOrder amendment(@Nullable String price, @Nullable String quantity) {
        return new Request.AmendOrder(
                OrderReference.byId("o"),
                price == null ? null : new Amount(price),
                quantity == null ? null : new Amount(quantity));
    }

    private static Instrument instrument(String symbol, String tick, String lot, boolean open) {
        return new Instrument(
                symbol,
                Atoms.of(tick),
                Atoms.of(lot),
                Atoms.of("0.01"),
                Atoms.of("100000"),
                Atoms.of("1000000"),
                50_000,
                0,
                0,
                open);
    }
}
