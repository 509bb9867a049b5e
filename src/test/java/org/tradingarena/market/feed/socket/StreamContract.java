package org.tradingarena.market.feed.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tradingarena.market.feed.MarketDataStream;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.MarketEvent.Book;
import org.tradingarena.market.feed.MarketEvent.Disconnected;
import org.tradingarena.market.feed.MarketEvent.Level;
import org.tradingarena.market.feed.MarketEvent.Ticker;
import org.tradingarena.market.feed.MarketEvent.Trade;
import org.tradingarena.market.feed.exchange.FakeExchange;

/** What holds for the stream of every exchange that is reached over a WebSocket. The timeout is for a test that hangs. */
@Timeout(60)
public abstract class StreamContract {
    /** Longer than any test takes, and shorter than its timeout, so that one that hangs says where. */
    private static final Duration LONG = Duration.ofSeconds(30);

    protected static final int DEPTH = 10;
    protected static final StreamSettings SETTINGS = new StreamSettings(LONG, LONG, LONG, DEPTH, 1 << 20);
    private static final Duration SHORT = Duration.ofMillis(200);
    protected static final String BTC = "BTC/USD";
    protected static final String ETH = "ETH/USD";

    private FakeExchange exchange;
    private MarketDataStream stream;
    private final Map<String, Book> books = new HashMap<>();

    protected abstract FakeExchange startExchange();

    protected abstract MarketDataStream streamTo(URI address, StreamSettings settings, InstantSource clock);

    @BeforeEach
    void start() {
        exchange = startExchange();
        stream = streamTo(exchange.address(), SETTINGS, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        stream.close();
        exchange.close();
    }

    @Test
    void the_book_is_the_exchanges_after_every_change() throws Exception {
        subscribe(BTC, ETH);
        awaitBook(BTC);
        awaitBook(ETH);
        for (int i = 0; i < 300; i++) {
            exchange.move(i % 3 == 0 ? ETH : BTC);
        }
        awaitBook(BTC);
        awaitBook(ETH);
    }

    @Test
    void trades_and_tickers_are_handed_out_and_what_was_traded_before_is_not() throws Exception {
        exchange.trade(BTC, true);
        subscribe(BTC);
        exchange.trade(BTC, true);
        exchange.trade(BTC, false);
        exchange.tick(BTC);

        assertThat(next(Trade.class).takerSide()).hasToString("BUY");
        assertThat(next(Trade.class).takerSide()).hasToString("SELL");
        Ticker ticker = next(Ticker.class);
        assertThat(ticker.bid()).isEqualByComparingTo(best(true));
        assertThat(ticker.ask()).isEqualByComparingTo(best(false));
        assertThat(ticker.symbol()).isEqualTo(BTC);
    }

    @Test
    void messages_in_many_frames_are_put_together() throws Exception {
        exchange.fragment(7);
        subscribe(BTC);
        exchange.move(BTC);
        awaitBook(BTC);
    }

    @Test
    void an_exchange_that_is_faster_than_the_caller_waits_and_nothing_is_lost() throws Exception {
        subscribe(BTC);
        for (int i = 0; i < 500; i++) {
            exchange.trade(BTC, true);
        }
        for (int i = 0; i < 500; i++) {
            next(Trade.class);
        }
        exchange.move(BTC);
        awaitBook(BTC);
    }

    @Test
    void a_dropped_connection_is_said() throws Exception {
        assertLost(FakeExchange::drop, "dropped: ");
    }

    @Test
    void a_closed_connection_is_said_with_code_and_reason() throws Exception {
        assertLost(fake -> fake.close(1001, "going away"), "closed: by the exchange with 1001 going away");
    }

    @Test
    void malformed_json_is_a_loss() throws Exception {
        assertLost(fake -> fake.say("{\"channel\":"), "malformed: ");
    }

    @Test
    void a_message_that_is_no_object_is_a_loss() throws Exception {
        assertLost(fake -> fake.say("[1]"), "malformed: ");
    }

    @Test
    void a_binary_message_is_a_loss() throws Exception {
        assertLost(FakeExchange::sayBinary, "malformed: a binary message");
    }

    @Test
    void a_message_beyond_the_bound_is_a_loss_before_it_ends() throws Exception {
        assertLost(fake -> fake.sayWithoutEnd(SETTINGS.maxMessageCharacters() + 1), "too large: ");
    }

    @Test
    void silence_is_a_loss() throws Exception {
        use(new StreamSettings(LONG, LONG, SHORT, DEPTH, 1 << 20));
        subscribe(BTC);
        exchange.goSilent();
        assertThat(next(Disconnected.class).reason()).startsWith("silence: nothing was received for PT0.2S");
    }

    @Test
    void a_message_without_an_end_is_silence() throws Exception {
        use(new StreamSettings(LONG, LONG, SHORT, DEPTH, 1 << 20));
        subscribe(BTC);
        exchange.sayWithoutEnd(100);
        assertThat(next(Disconnected.class).reason()).startsWith("silence: ");
    }

    @Test
    void a_subscription_that_is_not_answered_fails() throws Exception {
        use(new StreamSettings(LONG, SHORT, LONG, DEPTH, 1 << 20));
        exchange.goSilent();
        stream.connect();
        assertThatThrownBy(() -> stream.subscribe(List.of(BTC)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("silence: the subscriptions were not confirmed");
        assertThat(stream.nextEvent()).isInstanceOf(Disconnected.class);
    }

    @Test
    void a_drop_while_subscribing_fails() throws Exception {
        stream.connect();
        await().until(() -> exchange.openConnections() == 1);
        exchange.drop();
        assertThatThrownBy(() -> stream.subscribe(List.of(BTC))).isInstanceOf(IOException.class);
    }

    @Test
    void a_subscription_that_is_refused_fails_with_what_the_exchange_says() throws Exception {
        stream.connect();
        assertThatThrownBy(() -> stream.subscribe(List.of(BTC, "NONE/USD")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(stream.exchangeName() + ": refused: ")
                .hasMessageContaining(refusal());
        assertThat(stream.nextEvent()).isInstanceOf(Disconnected.class);
    }

    @Test
    void what_came_before_a_refusal_is_forgotten() throws Exception {
        stream.connect();
        assertThatThrownBy(() -> stream.subscribe(List.of(BTC, "NONE/USD"))).isInstanceOf(IOException.class);
        subscribe(ETH);
        assertThat(next(Book.class).symbol()).isEqualTo(ETH);
        exchange.trade(ETH, true);
        assertThat(next(Trade.class).symbol()).isEqualTo(ETH);
    }

    protected abstract String refusal();

    @Test
    void an_exchange_that_moves_by_itself_is_followed() throws Exception {
        subscribe(BTC, ETH);
        exchange.moveEvery(Duration.ofMillis(1));
        for (int i = 0; i < 50; i++) {
            next(Trade.class);
            next(Ticker.class);
            next(Book.class);
        }
    }

    @Test
    void symbols_of_another_form_are_refused_here() {
        assertThatThrownBy(() -> stream.subscribe(List.of("BTC\",\"x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BASE/QUOTE");
        assertThatThrownBy(() -> stream.subscribe(List.of())).hasMessageContaining("symbols: must be 1 to 100");
        assertThatThrownBy(() -> stream.subscribe(List.of(BTC, BTC))).hasMessageContaining("each once");
    }

    @Test
    void an_exchange_that_is_not_there_cannot_be_connected() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            use(streamTo(addressOf(free), SETTINGS, Clock.systemUTC()));
        }
        assertThatThrownBy(() -> stream.connect())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void an_exchange_that_answers_no_handshake_is_given_up() throws Exception {
        StreamSettings impatient = new StreamSettings(SHORT, LONG, LONG, DEPTH, 1 << 20);
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            use(streamTo(addressOf(mute), impatient, Clock.systemUTC()));
            assertThatThrownBy(() -> stream.connect())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void a_handshake_that_is_refused_is_said_with_its_status() {
        exchange.refuseHandshakes();
        assertThatThrownBy(() -> stream.connect())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the handshake was answered with status 404");
    }

    @Test
    void without_a_connection_there_are_no_events_and_no_subscriptions() throws Exception {
        assertThat(stream.nextEvent()).isEqualTo(new Disconnected("not connected: connect first"));
        assertThatThrownBy(() -> stream.subscribe(List.of(BTC))).isInstanceOf(IOException.class);
    }

    @Test
    void another_subscription_replaces_the_first() throws Exception {
        subscribe(BTC);
        stream.subscribe(List.of(ETH));
        for (int i = 0; i < 20; i++) {
            exchange.trade(BTC, true);
        }
        exchange.trade(ETH, true);
        assertThat(next(Trade.class).symbol()).isEqualTo(ETH);
    }

    @Test
    void a_close_ends_the_waiting_and_says_goodbye() throws Exception {
        subscribe(BTC);
        CompletableFuture<MarketEvent> last = pullUntilTheEnd();
        stream.close();
        assertThat(last.get()).isEqualTo(new Disconnected("closed: by this side"));
        await().until(() -> exchange.openConnections() == 0);
        assertThatThrownBy(() -> stream.connect())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void waiting_answers_to_an_interrupt() throws Exception {
        subscribe(BTC);
        CompletableFuture<MarketEvent> last = new CompletableFuture<>();
        Thread puller = Thread.ofVirtual().start(() -> complete(last));
        puller.interrupt();
        assertThatThrownBy(last::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    protected final FakeExchange exchange() {
        return exchange;
    }

    protected final MarketDataStream stream() {
        return stream;
    }

    /** Takes another stream to the same exchange for this test. */
    protected final void use(MarketDataStream other) {
        stream.close();
        stream = other;
    }

    private void use(StreamSettings settings) {
        use(streamTo(exchange.address(), settings, Clock.systemUTC()));
    }

    protected final void subscribe(String... symbols) throws Exception {
        books.clear();
        stream.connect();
        stream.subscribe(List.of(symbols));
    }

    /** The next event of this kind; others are passed over. */
    protected final <E extends MarketEvent> E next(Class<E> kind) throws InterruptedException {
        while (true) {
            MarketEvent event = stream.nextEvent();
            if (event instanceof Book book) {
                books.put(book.symbol(), book);
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
            assertThat(event).as("an event before the awaited one").isNotInstanceOf(Disconnected.class);
        }
    }

    /** Pulls until the book is what the exchange has. */
    protected final void awaitBook(String symbol) throws InterruptedException {
        List<Level> bids = exchange.levels(symbol, true, DEPTH);
        List<Level> asks = exchange.levels(symbol, false, DEPTH);
        while (!isBook(books.get(symbol), bids, asks)) {
            next(Book.class);
        }
    }

    /** That a fault is told, once and for all, and that a new connection knows nothing of before. */
    protected final void assertLost(Consumer<FakeExchange> fault, String reason) throws Exception {
        subscribe(BTC);
        awaitBook(BTC);
        fault.accept(exchange);
        exchange.move(BTC);
        exchange.trade(BTC, true);

        Disconnected lost = awaitLoss();
        assertThat(lost.reason()).startsWith(reason);
        assertThat(stream.nextEvent()).isEqualTo(lost);

        exchange.recover();
        exchange.move(BTC);
        subscribe(BTC);
        assertThat(next(Book.class).bids()).isEqualTo(exchange.levels(BTC, true, DEPTH));
        exchange.move(BTC);
        awaitBook(BTC);
    }

    /** Pulls until the connection is lost. */
    protected final Disconnected awaitLoss() throws InterruptedException {
        while (true) {
            if (stream.nextEvent() instanceof Disconnected lost) {
                return lost;
            }
        }
    }

    private static boolean isBook(@Nullable Book book, List<Level> bids, List<Level> asks) {
        return book != null && book.bids().equals(bids) && book.asks().equals(asks);
    }

    private BigDecimal best(boolean bid) {
        return exchange.levels(BTC, bid, 1).getFirst().price();
    }

    private CompletableFuture<MarketEvent> pullUntilTheEnd() {
        CompletableFuture<MarketEvent> last = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> complete(last));
        return last;
    }

    private void complete(CompletableFuture<MarketEvent> last) {
        try {
            last.complete(awaitLoss());
        } catch (InterruptedException interrupted) {
            last.completeExceptionally(interrupted);
        }
    }

    private static URI addressOf(ServerSocket socket) {
        return URI.create("ws://127.0.0.1:" + socket.getLocalPort() + "/");
    }
}
