/** When to try again after a connection was lost: strategies, jitter and the circuit breaker, as pure functions of time and chance. */
@NullMarked
package org.tradingarena.reconnect;

import org.jspecify.annotations.NullMarked;
