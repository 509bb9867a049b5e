/** What a client knows of its collective, in exact decimals: orders, trades, balances, positions. */
@NullMarked
package org.tradingarena.client.model;

import org.jspecify.annotations.NullMarked;
