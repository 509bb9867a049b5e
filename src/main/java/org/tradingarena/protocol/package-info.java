/** The wire of the arena: what clients and server say to each other, its codes, its strict JSON, its hashes and its signatures. */
@NullMarked
package org.tradingarena.protocol;

import org.jspecify.annotations.NullMarked;
