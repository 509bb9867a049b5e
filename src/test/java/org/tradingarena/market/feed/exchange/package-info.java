/** Exchanges for tests: they speak as the real ones document it, on a free port of this machine, and misbehave when told to. */
@NullMarked
package org.tradingarena.market.feed.exchange;

import org.jspecify.annotations.NullMarked;
