package org.tradingarena.market.feed.socket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.StrictJson;

/**
 * An exchange's side of one connection, without the connection: texts in, events or a loss out, and the books between. Pure but for its
 * own state, for one thread, and of no more use after a loss: it answers every later message with the same one.
 */
public abstract class Conversation {
    private static final int CHARACTERS_PER_TOKEN = 2;
    private static final int EXCERPT_CHARACTERS = 120;

    private final StrictJson.Limits limits;
    private @Nullable Loss loss;

    /** Of messages of at most so many characters. */
    protected Conversation(int maxMessageCharacters) {
        this.limits = new StrictJson.Limits(maxMessageCharacters, maxMessageCharacters / CHARACTERS_PER_TOKEN);
    }

    /** What asks for the data, in this order. */
    public abstract List<String> requests();

    /** Whether the exchange has confirmed all that was asked for. */
    public abstract boolean confirmed();

    /** What keeps the connection open, if it is time for it. */
    public abstract Optional<String> keepAlive(Instant now);

    /**
     * What a message says.
     *
     * @param arrival stands for the exchange's time where it names none
     */
    public final Reading read(String text, Instant arrival) {
        if (loss == null) {
            try {
                return new Reading.Events(events(Fields.ofDocument(StrictJson.parse(text, limits)), arrival));
            } catch (LossException lost) {
                loss = lost.loss();
            } catch (ProtocolException malformed) {
                loss = new Loss(Loss.Kind.MALFORMED, malformed.error().message() + ", in " + excerpt(text));
            }
        }
        return new Reading.Lost(loss);
    }

    /**
     * What a JSON object says.
     *
     * @throws LossException if it ends the connection
     * @throws ProtocolException if it has not the documented form
     */
    protected abstract List<MarketEvent> events(Fields message, Instant arrival) throws LossException;

    private static String excerpt(String text) {
        return text.length() <= EXCERPT_CHARACTERS ? text : text.substring(0, EXCERPT_CHARACTERS) + " ...";
    }
}
