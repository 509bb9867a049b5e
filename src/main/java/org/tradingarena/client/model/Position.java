package org.tradingarena.client.model;

import java.math.BigDecimal;
import org.tradingarena.protocol.Json.JsonObject;

/** What a collective's trades of one symbol add up to (protocol section 5), without what moves with the market. */
public record Position(String symbol, BigDecimal quantity, BigDecimal averagePrice, BigDecimal realizedPnl) {
    /** The position of its JSON; throws {@link org.tradingarena.protocol.ProtocolException} if it is none. */
    public static Position read(String symbol, JsonObject json) {
        Members position = new Members(json);
        return new Position(
                symbol,
                position.decimal("quantity"),
                position.decimal("average_price"),
                position.decimal("realized_pnl"));
    }
}
