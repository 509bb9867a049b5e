package org.tradingarena.client.model;

import java.math.BigDecimal;
import org.tradingarena.protocol.Json.JsonObject;

/** What a collective owns of a currency: {@code total = available + reserved}, always. */
public record Balance(String currency, BigDecimal total, BigDecimal available, BigDecimal reserved) {
    /** The balance of its JSON; throws {@link org.tradingarena.protocol.ProtocolException} if it is none. */
    public static Balance read(JsonObject json) {
        Members balance = new Members(json);
        return new Balance(
                balance.text("currency"),
                balance.decimal("total"),
                balance.decimal("available"),
                balance.decimal("reserved"));
    }
}
