/** The load generator's own WebSocket client: thousands of sockets on few threads, frames looked at where they lie. */
@NullMarked
package org.tradingarena.bench.wire;

import org.jspecify.annotations.NullMarked;
