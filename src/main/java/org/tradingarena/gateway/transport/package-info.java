/** WebSocket frames on bytes: the server's half of RFC 6455 with every bound of ours, behind one small interface. */
@NullMarked
package org.tradingarena.gateway.transport;

import org.jspecify.annotations.NullMarked;
