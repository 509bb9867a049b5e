package org.tradingarena.collective;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.SendWindow;

/** Keeps a collective's instructions to the books going, through one window a symbol. It is only ever shown states that are durable. */
final class Instructions {
    private final Books books;
    private final int windowSize;
    private final Map<String, SendWindow> windows = new HashMap<>();

    Instructions(Books books, int windowSize) {
        this.books = books;
        this.windowSize = windowSize;
    }

    /** Sends what is new for these symbols' books. */
    void sendDue(CollectiveState state, Collection<String> symbols) {
        symbols.forEach(symbol ->
                send(state, symbol, window(symbol).due(state.channel(symbol).out())));
    }

    /** Sends again what had no answer since the last tick. */
    void onTick(CollectiveState state) {
        state.channels()
                .forEach((symbol, channel) -> send(state, symbol, window(symbol).onTick(channel.out())));
    }

    /** Whether a book owes an answer. */
    static boolean areUnanswered(CollectiveState state) {
        return state.channels().values().stream()
                .anyMatch(channel -> !channel.out().pending().isEmpty());
    }

    private SendWindow window(String symbol) {
        return windows.computeIfAbsent(symbol, each -> new SendWindow(windowSize));
    }

    private void send(CollectiveState state, String symbol, List<Long> numbers) {
        Channel channel = state.channel(symbol);
        for (long number : numbers) {
            books.instruct(new BookCommand(
                    state.collective(),
                    symbol,
                    number,
                    channel.in().last(),
                    requireNonNull(channel.out().pending().get(number))));
        }
    }
}
