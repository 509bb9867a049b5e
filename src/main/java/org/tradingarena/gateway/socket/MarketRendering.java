package org.tradingarena.gateway.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tradingarena.gateway.transport.Frame;
import org.tradingarena.market.MarketFrames;
import org.tradingarena.protocol.Wire;

/**
 * Makes frames of market messages once for all sockets of the node: what came together shares one {@code events} frame (protocol
 * section 8). Remembers no more than the newest of each symbol; to be used from any thread.
 */
public final class MarketRendering {
    /** As many messages as a page of events has. */
    private static final int MOST_TOGETHER = 500;

    private record Rendered(MarketFrames market, List<Frame> frames) {}

    private final Map<String, Rendered> newest = new ConcurrentHashMap<>();

    /** The frames of these messages. */
    List<Frame> frames(MarketFrames market) {
        Rendered rendered = newest.get(market.symbol());
        if (rendered == null || !isSame(rendered.market(), market)) {
            rendered = new Rendered(market, render(market.frames()));
            newest.put(market.symbol(), rendered);
        }
        return rendered.frames();
    }

    /** The very same object: the hub hands one to all. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(MarketFrames one, MarketFrames other) {
        return one == other;
    }

    private static List<Frame> render(List<String> texts) {
        List<Frame> frames = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += MOST_TOGETHER) {
            List<String> together = texts.subList(from, Math.min(texts.size(), from + MOST_TOGETHER));
            frames.add(Frame.text(together.size() == 1 ? together.getFirst() : Wire.events(together)));
        }
        return List.copyOf(frames);
    }
}
