package org.tradingarena.cli.trade;

import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Request.OrderReference;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which order: by one of its two ids. */
final class Reference {
    @Parameters(paramLabel = "ORDER_ID", arity = "0..1", description = "The order, by the arena's id.")
    private @Nullable String orderId;

    @Option(
            names = "--id",
            paramLabel = "CLIENT_ORDER_ID",
            converter = PlaceCommand.OrderId.class,
            description = "The order, by the id that it was placed under.")
    private @Nullable String clientOrderId;

    OrderReference order() {
        return clientOrderId == null
                ? OrderReference.byId(String.valueOf(orderId))
                : OrderReference.byClientOrderId(clientOrderId);
    }
}
