/**
 * Tests of the whole program from outside: real processes, real sockets, kill -9. The client here is written from the protocol alone and
 * uses nothing of the arena's own code, so that a mistake which both sides would share cannot hide.
 */
@NullMarked
package org.tradingarena.it;

import org.jspecify.annotations.NullMarked;
