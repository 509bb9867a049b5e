/** Holds the packages of the arena to their order: imports point down, never up, never in a circle. */
@NullMarked
package org.tradingarena.architecture;

import org.jspecify.annotations.NullMarked;
