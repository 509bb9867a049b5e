package org.tradingarena.market.feed.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.tradingarena.market.feed.socket.Hostility;
import org.tradingarena.market.feed.socket.StreamSettings;

class HostileKrakenTest {
    private static final List<String> SYMBOLS = List.of("BTC/USD", "ETH/BTC", "MATIC/USD", "ALGO/USD");
    private static final List<String> MESSAGES = List.of(
            KrakenExamples.GUIDE_SNAPSHOT,
            KrakenExamples.SENT_SNAPSHOT,
            KrakenExamples.SENT_UPDATE,
            KrakenExamples.TRADES,
            KrakenExamples.NEXT_TRADE,
            KrakenExamples.TICKER,
            KrakenExamples.STATUS,
            KrakenExamples.HEARTBEAT,
            KrakenExamples.PONG,
            KrakenExamples.confirmation("book", "BTC/USD"));
    private static final int DEPTH = StreamSettings.DEFAULT.depth();

    @Property
    void a_damaged_message_is_read_or_a_loss_and_nothing_else(@ForAll long seed) {
        Random random = new Random(seed);
        KrakenConversation conversation = begin();
        boolean lost = false;
        for (int i = 0; i < 8; i++) {
            String message = MESSAGES.get(random.nextInt(MESSAGES.size()));
            boolean lostNow = Hostility.isLost(conversation, Hostility.damage(message, random), DEPTH);
            assertThat(lostNow || !lost).as("a loss lasts").isTrue();
            lost = lostNow;
        }
    }

    @Property
    void any_text_is_read_or_a_loss_and_nothing_else(@ForAll String text) {
        Hostility.isLost(begin(), text, DEPTH);
    }

    @Property
    void a_message_cut_anywhere_is_a_loss(@ForAll long seed) {
        Random random = new Random(seed);
        String message = MESSAGES.get(random.nextInt(MESSAGES.size()));
        assertThat(Hostility.isLost(begin(), message.substring(0, random.nextInt(message.length())), DEPTH))
                .isTrue();
    }

    private static KrakenConversation begin() {
        KrakenConversation conversation =
                new KrakenConversation(SYMBOLS, StreamSettings.DEFAULT, Instant.EPOCH, KrakenConversation.ALL_CHECKS);
        conversation.read(KrakenExamples.SENT_SNAPSHOT, Instant.EPOCH);
        return conversation;
    }
}
