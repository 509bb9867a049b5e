package org.tradingarena.gateway.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.tradingarena.protocol.CloseCode;

/** What sockets count: traffic, and every bound that was reached. */
public final class SocketMetrics {
    private final MeterRegistry registry;
    private final Counter messages;
    private final Counter signIns;
    private final Counter failedSignIns;
    private final Counter signaturesRefused;
    private final Counter signInsAskedAgain;
    private final Counter rateLimited;
    private final Counter tooLarge;
    private final Counter expired;
    private final Counter requestsAskedAgain;
    private final Counter late;
    private final Counter marketDropped;
    private final Counter readingStopped;
    private final Counter refused;
    private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);

    /** Registers what is counted. */
    public SocketMetrics(MeterRegistry registry) {
        this.registry = registry;
        messages = counter("arena.gateway.messages", "Messages of clients");
        signIns = counter("arena.gateway.sign.ins", "Sockets that signed in");
        failedSignIns = counter("arena.gateway.sign.ins.failed", "Sign-ins that failed");
        signaturesRefused = counter("arena.gateway.sign.ins.overloaded", "Sign-ins refused because too many waited");
        signInsAskedAgain = counter("arena.gateway.sign.ins.asked.again", "Times a session was asked again to sign in");
        rateLimited = counter("arena.gateway.rate.limited", "Messages over the rate limit");
        tooLarge = counter("arena.gateway.too.large", "Messages over max_message_bytes");
        expired = counter("arena.gateway.requests.expired", "Requests without an answer within their deadline");
        requestsAskedAgain =
                counter("arena.gateway.requests.asked.again", "Requests asked again of a collective that lives anew");
        late = counter("arena.gateway.requests.late", "Answers that came after the deadline, or a second time");
        marketDropped = counter("arena.gateway.market.dropped", "Market messages dropped for slow clients");
        readingStopped = counter("arena.gateway.reading.stopped", "Times a socket was not read from for a while");
        refused = counter("arena.gateway.sockets.refused", "Sockets over a limit");
        for (CloseCode code : CloseCode.values()) {
            closes.put(
                    code,
                    Counter.builder("arena.gateway.closes")
                            .description("Sockets closed by the server")
                            .tag("code", Integer.toString(code.number()))
                            .register(registry));
        }
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /** Shows numbers that somebody else keeps. */
    public void watch(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    void message() {
        messages.increment();
    }

    void signedIn() {
        signIns.increment();
    }

    void signInFailed() {
        failedSignIns.increment();
    }

    void signatureRefused() {
        signaturesRefused.increment();
    }

    void signInAskedAgain() {
        signInsAskedAgain.increment();
    }

    void askedAgain() {
        requestsAskedAgain.increment();
    }

    void rateLimited() {
        rateLimited.increment();
    }

    void tooLarge() {
        tooLarge.increment();
    }

    void expired() {
        expired.increment();
    }

    void late() {
        late.increment();
    }

    void marketDropped() {
        marketDropped.increment();
    }

    void readingStopped() {
        readingStopped.increment();
    }

    /** A socket was over a limit. */
    public void refused() {
        refused.increment();
    }

    void closed(CloseCode code) {
        Counter counter = closes.get(code);
        if (counter != null) {
            counter.increment();
        }
    }
}
