/** What {@code --demo} adds: bot collectives that trade on a simulated price, so that a newcomer sees a living market. */
@NullMarked
package org.tradingarena.server.demo;

import org.jspecify.annotations.NullMarked;
