package org.tradingarena.gateway.socket;

import org.jspecify.annotations.Nullable;
import org.tradingarena.gateway.transport.Inbound;
import org.tradingarena.protocol.CloseCode;

/** Lets the messages of one client in: in order, within the rate, and only as long as there is room for their answers. */
final class Intake {
    private final SocketLink link;
    private final Traffic traffic;
    private final RateLimit rate;
    private boolean stopped;

    Intake(SocketLink link) {
        this.link = link;
        this.traffic = link.traffic();
        this.rate = new RateLimit(link.settings().requests().rate(), link.nanos());
    }

    /** Handles what can be handled; answers with which code the socket has to close, or null. */
    @Nullable
    CloseCode work(Desk desk) {
        while (!desk.isBusy() && !traffic.isFull()) {
            Inbound message = traffic.next();
            if (message == null) {
                break;
            }
            if (!take(desk, message)) {
                return CloseCode.RATE_LIMIT_IGNORED;
            }
        }
        if (traffic.isOverfull()) {
            return CloseCode.NO_PROGRESS;
        }
        traffic.readOn();
        countStops(!traffic.isIdle());
        return null;
    }

    private boolean take(Desk desk, Inbound message) {
        link.metrics().message();
        long wait = rate.take(link.nanos());
        if (wait > 0) {
            link.metrics().rateLimited();
            link.refuse(ClientErrors.idOf(message), ClientErrors.rateLimited(wait));
            return !rate.isFlood();
        }
        switch (message) {
            case Inbound.Text text -> desk.onText(text.text());
            case Inbound.TooLarge tooLarge -> {
                link.metrics().tooLarge();
                link.refuse(
                        null, ClientErrors.tooLarge(link.settings().transport().maxMessageBytes()));
            }
            default -> link.refuse(null, ClientErrors.BINARY);
        }
        return true;
    }

    private void countStops(boolean waits) {
        if (waits && !stopped) {
            link.metrics().readingStopped();
        }
        stopped = waits;
    }
}
