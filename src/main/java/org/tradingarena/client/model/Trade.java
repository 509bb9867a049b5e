package org.tradingarena.client.model;

import java.math.BigDecimal;
import java.util.Map;
import org.tradingarena.domain.Liquidity;
import org.tradingarena.protocol.Json.JsonObject;

/** One trade of an own order (protocol section 6, {@code order_filled}). */
public record Trade(
        String tradeId,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal fee,
        String feeCurrency,
        Liquidity liquidity) {
    private static final Map<String, Liquidity> LIQUIDITY = Members.words(Liquidity.class);

    /** The trade of its JSON; throws {@link org.tradingarena.protocol.ProtocolException} if it is none. */
    public static Trade read(JsonObject json) {
        Members trade = new Members(json);
        return new Trade(
                trade.text("trade_id"),
                trade.decimal("price"),
                trade.decimal("quantity"),
                trade.decimal("fee"),
                trade.text("fee_currency"),
                trade.word("liquidity", LIQUIDITY));
    }
}
