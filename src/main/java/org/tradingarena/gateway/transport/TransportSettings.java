package org.tradingarena.gateway.transport;

import java.time.Duration;

/**
 * The bounds of one WebSocket.
 *
 * @param maxMessageBytes the largest text message that is handed up
 * @param closeAboveBytes a message over this closes with 1009
 * @param writeBytes how many bytes of frames are put together for one write
 * @param closeTimeout how long a close may take, the rest of what was offered included, before the connection is cut
 */
public record TransportSettings(int maxMessageBytes, long closeAboveBytes, int writeBytes, Duration closeTimeout) {
    public TransportSettings {
        if (maxMessageBytes < 1 || closeAboveBytes < maxMessageBytes || writeBytes < 1) {
            throw new IllegalArgumentException("bounds of a WebSocket must be positive, and closing not below reading");
        }
    }
}
