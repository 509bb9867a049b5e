/** The Java client library: a bot's connection to the arena, which comes back by itself and never loses its place. */
@NullMarked
package org.tradingarena.client;

import org.jspecify.annotations.NullMarked;
