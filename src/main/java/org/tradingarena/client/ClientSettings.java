package org.tradingarena.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.reconnect.ReconnectionSettings;

/**
 * What a client is to be like; each member is explained where {@link ArenaClientBuilder} sets it.
 *
 * @param from where to go on from; null: where the stream is
 * @param preferStateAbove 0: never
 * @param resendWithin null: always
 * @param heartbeatEvery null: as the arena wants it
 */
record ClientSettings(
        String collectiveId,
        String clientId,
        ClientType type,
        Role role,
        List<Room> rooms,
        ReconnectionSettings reconnection,
        @Nullable StreamPosition from,
        long preferStateAbove,
        boolean gzip,
        @Nullable Duration resendWithin,
        boolean socketsOnly,
        Duration socketProbe,
        @Nullable Duration heartbeatEvery) {
    ClientSettings {
        rooms = List.copyOf(rooms);
    }
}
