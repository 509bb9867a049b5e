import java.net.URI;
import java.nio.file.Path;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ClientKey;
import org.tradingarena.client.NewOrder;
import org.tradingarena.domain.Side;

/** Five lines to a first order: {@code java -cp 'target/arena/lib/*' docs/examples/java/FirstOrder.java http://127.0.0.1:8080 alpha alpha.key}. */
class FirstOrder {
    public static void main(String[] args) throws Exception {
        ClientKey key = ClientKey.load(Path.of(args[2]));
        try (ArenaClient arena = ArenaClient.builder(URI.create(args[0]), args[1], key).start()) {
            var placed = arena.place(NewOrder.limit("BTC/USD", Side.BUY, "0.5", "42000")).join();
            System.out.println(placed.order());
        }
    }
}
