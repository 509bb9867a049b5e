/** What the load generator holds a server to: completeness and order of all that was received, pure and without sockets. */
@NullMarked
package org.tradingarena.bench.check;

import org.jspecify.annotations.NullMarked;
