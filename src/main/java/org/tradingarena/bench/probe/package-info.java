/** What a server under load costs, seen from outside: its CPU time and its memory. */
@NullMarked
package org.tradingarena.bench.probe;

import org.jspecify.annotations.NullMarked;
