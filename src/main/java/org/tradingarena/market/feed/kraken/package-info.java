/** Market data of Kraken, from its public WebSocket API v2. */
@NullMarked
package org.tradingarena.market.feed.kraken;

import org.jspecify.annotations.NullMarked;
