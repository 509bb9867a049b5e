/** One actor a WebSocket: sign-in, limits, requests in flight, credit for events, market data, and the right close code at the end. */
@NullMarked
package org.tradingarena.gateway.socket;

import org.jspecify.annotations.NullMarked;
