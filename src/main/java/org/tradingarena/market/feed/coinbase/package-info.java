/** Market data of Coinbase Exchange, from its public WebSocket feed. */
@NullMarked
package org.tradingarena.market.feed.coinbase;

import org.jspecify.annotations.NullMarked;
