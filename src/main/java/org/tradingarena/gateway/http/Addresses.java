package org.tradingarena.gateway.http;

import java.net.InetAddress;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;

/** Where requests come from. */
final class Addresses {
    private Addresses() {}

    static Optional<InetAddress> of(HttpRequest request) {
        return request.getAttribute(AttributeKeys.remoteAddress).flatMap(RemoteAddress::getAddress);
    }

    /** The address, if it counts: loopback is exempt, as it is for sockets (protocol section 3). */
    static Optional<InetAddress> counted(HttpRequest request) {
        return of(request).filter(address -> !address.isLoopbackAddress());
    }
}
