/** What {@code --demo} adds to a market maker on a simulated feed: bot collectives that trade with it, so that a newcomer sees a living market. */
@NullMarked
package org.tradingarena.server.demo;

import org.jspecify.annotations.NullMarked;
