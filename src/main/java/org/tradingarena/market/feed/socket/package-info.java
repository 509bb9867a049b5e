/** Market data over a WebSocket: the connection, its bounds and faults, and what every exchange's part needs; knows no exchange. */
@NullMarked
package org.tradingarena.market.feed.socket;

import org.jspecify.annotations.NullMarked;
