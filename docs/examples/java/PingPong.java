import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ArenaListener;
import org.tradingarena.client.ClientKey;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.Continuity;
import org.tradingarena.client.NewOrder;
import org.tradingarena.client.OrderFate;
import org.tradingarena.client.model.Order;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.Side;

/**
 * A bot that buys at one price and sells at another, in turns. Kill it, kill the server, pull the plug of the network: when all is back it
 * goes on with the order that it owes, and never with two.
 *
 * <pre>
 * java -cp 'target/arena/lib/*' docs/examples/java/PingPong.java http://127.0.0.1:8080 alpha alpha.key SOL/USD 0.5 99 101
 * </pre>
 */
class PingPong implements ArenaListener {
    private static final String CLIENT_ID = "ping-pong";

    private final CompletableFuture<ArenaClient> arena = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final String symbol;
    private final String quantity;
    private final String low;
    private final String high;

    PingPong(String symbol, String quantity, String low, String high) {
        this.symbol = symbol;
        this.quantity = quantity;
        this.low = low;
        this.high = high;
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 7) {
            System.err.println("usage: PingPong SERVER COLLECTIVE KEY-FILE SYMBOL QUANTITY LOW HIGH");
            System.exit(2);
        }
        PingPong bot = new PingPong(args[3], args[4], args[5], args[6]);
        Path position = Path.of("ping-pong." + args[1] + ".position");
        boolean isNew = Files.notExists(position);
        try (ArenaClient client = ArenaClient.builder(URI.create(args[0]), args[1], ClientKey.load(Path.of(args[2])))
                .clientId(CLIENT_ID)
                .listener(bot)
                .keepPositionIn(position)
                .start()) {
            bot.arena.complete(client);
            if (isNew) {
                bot.place(Side.BUY, "first");
            }
            bot.over.await();
        }
    }

    private static boolean isOurs(Order order) {
        return order.clientId().equals(CLIENT_ID);
    }

    /**
     * The order that follows a fill has the fill's number in its id. Were this program to die right here, it would be told of the fill
     * again, and place the same order again: which the arena does once.
     */
    @Override
    public void onEvent(PrivateEvent event) {
        event.findOrder().filter(PingPong::isOurs).ifPresent(order -> {
            System.out.println(event.seq() + "  " + event.type() + "  " + order.side() + " " + order.filledQuantity() + "/"
                    + order.quantity() + " at " + order.price() + (event.replayed() ? "  (missed, and replayed)" : ""));
            if (event.trade() != null && order.status() == OrderStatus.FILLED) {
                place(order.side().opposite(), "after-" + event.seq());
            }
        });
    }

    private void place(Side side, String clientOrderId) {
        NewOrder order = NewOrder.limit(symbol, side, quantity, side == Side.BUY ? low : high)
                .withClientOrderId(clientOrderId);
        arena.join().place(order).whenComplete((placed, refused) -> {
            if (refused != null) {
                System.out.println("refused: " + refused.getMessage());
                over.countDown();
            }
        });
    }

    @Override
    public void onConnection(ConnectionState state) {
        System.out.println(state);
        if (state instanceof ConnectionState.Ended) {
            over.countDown();
        }
    }

    @Override
    public void onContinuity(Continuity continuity) {
        System.out.println(continuity.describe());
    }

    @Override
    public void onFate(OrderFate fate) {
        System.out.println("the fate of " + fate.clientOrderId() + ": " + fate.getClass().getSimpleName());
    }

    @Override
    public void onWarning(String warning) {
        System.out.println("warning: " + warning);
    }
}
