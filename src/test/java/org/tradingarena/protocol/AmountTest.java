package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonText;

class AmountTest {
    @Property
    void atoms_come_back_from_their_text_as_a_number_or_a_string(@ForAll @LongRange(min = 1) long atoms) {
        Amount amount = Amount.ofAtoms(atoms);

        assertThat(Amount.read(new JsonNumber(amount.text()))).contains(amount);
        assertThat(Amount.read(new JsonText(amount.text()))).contains(amount);
        assertThat(amount.atoms()).hasValue(atoms);
        assertThat(amount.normalised()).isEqualTo(amount.text());
    }

    @Test
    void what_is_finer_than_an_atom_or_too_large_has_no_atoms_and_is_not_rounded() {
        assertThat(new Amount("0.000000001").atoms()).isEmpty();
        assertThat(new Amount("92233720368.54775807").atoms()).hasValue(Long.MAX_VALUE);
        assertThat(new Amount("92233720368.54775808").atoms()).isEmpty();
        assertThat(new Amount("1.000000000000").atoms()).hasValue(100_000_000);
    }

    @Test
    void superfluous_zeros_are_gone_from_the_normalised_text() {
        assertThat(new Amount("100.00").normalised()).isEqualTo("100");
        assertThat(new Amount("0.10").normalised()).isEqualTo("0.1");
        assertThat(new Amount("1000").normalised()).isEqualTo("1000");
    }

    @Test
    void an_amount_cannot_be_made_of_anything_else() {
        assertThatThrownBy(() -> new Amount("1e2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Amount.ofAtoms(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Amount.read(null)).isEmpty();
    }

    private static Request.PlaceOrder order(String quantity, String price, TimeInForce timeInForce, boolean postOnly) {
        return new Request.PlaceOrder(
                "any",
                "BTC/USD",
                Side.BUY,
                OrderType.LIMIT,
                new Amount(quantity),
                new Amount(price),
                timeInForce,
                postOnly);
    }

    @Test
    void the_hash_of_terms_is_the_one_that_journals_hold() {
        // SHA-256 of "BTC/USD\nbuy\nlimit\n0.5\n50000\ngtc\nfalse", its first eight bytes.
        assertThat(order("0.50", "50000.00", TimeInForce.GTC, false).termsHash())
                .isEqualTo(0x36e3029f30a56a1eL);
    }

    @Test
    void the_hash_of_terms_sees_every_term_and_no_superfluous_zero() {
        long hash = order("1", "7", TimeInForce.GTC, false).termsHash();

        assertThat(order("1.0", "7.000", TimeInForce.GTC, false).termsHash()).isEqualTo(hash);
        assertThat(order("1.1", "7", TimeInForce.GTC, false).termsHash()).isNotEqualTo(hash);
        assertThat(order("1", "71", TimeInForce.GTC, false).termsHash()).isNotEqualTo(hash);
        assertThat(order("17", "1", TimeInForce.GTC, false).termsHash()).isNotEqualTo(hash);
        assertThat(order("1", "7", TimeInForce.IOC, false).termsHash()).isNotEqualTo(hash);
        assertThat(order("1", "7", TimeInForce.GTC, true).termsHash()).isNotEqualTo(hash);
    }

    @Test
    void a_default_that_is_named_leaves_the_hash_of_terms_as_it_is() {
        Request.PlaceOrder silent =
                (Request.PlaceOrder) RequestParser.parse(Messages.market()).request();
        Request.PlaceOrder named = (Request.PlaceOrder)
                RequestParser.parse(Messages.market("time_in_force=\"ioc\"", "post_only=false", "quantity=\"0.50\""))
                        .request();

        assertThat(named.termsHash()).isEqualTo(silent.termsHash());
    }
}
