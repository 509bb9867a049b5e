package org.tradingarena.gateway.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.impl.engine.server.UpgradeToOtherProtocolResponseHeader;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * Upgrades a request to a WebSocket whose frames are ours. Pekko HTTP checks the handshake and renders its answer; only the flow
 * behind the switch is replaced, because its own WebSocket layer neither bounds messages nor lets a server choose a close code. This
 * class is the only one that touches Pekko HTTP's internals; {@code WebSocketUpgradesTest} holds what it relies on.
 */
public final class WebSocketUpgrades {
    private WebSocketUpgrades() {}

    /** The offer that a request makes; empty if it is no valid WebSocket handshake. */
    public static Optional<WebSocketUpgrade> offer(HttpRequest request) {
        return request.getAttribute(AttributeKeys.webSocketUpgrade);
    }

    /** The answer that switches to frames, with the subprotocol if the client offers it. */
    public static HttpResponse accept(
            WebSocketUpgrade offer, String subprotocol, WebSocketPipe pipe, TransportSettings settings) {
        Flow<Message, Message, ?> replaced = Flow.of(Message.class);
        HttpResponse response = offers(offer, subprotocol)
                ? offer.handleMessagesWith(replaced, subprotocol)
                : offer.handleMessagesWith(replaced);
        Flow<ByteString, ByteString, Object> frames =
                Flow.fromGraph(new WebSocketStage(pipe, settings)).mapMaterializedValue(ignored -> ignored);
        List<HttpHeader> headers = new ArrayList<>();
        for (HttpHeader header : response.getHeaders()) {
            headers.add(
                    header instanceof UpgradeToOtherProtocolResponseHeader
                            ? new UpgradeToOtherProtocolResponseHeader(frames.asScala())
                            : header);
        }
        return response.withHeaders(headers);
    }

    private static boolean offers(WebSocketUpgrade offer, String subprotocol) {
        for (String requested : offer.getRequestedProtocols()) {
            if (requested.equals(subprotocol)) {
                return true;
            }
        }
        return false;
    }
}
