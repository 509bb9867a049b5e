/** A trading arena whose clients can lose their connection, or the server its process, and nobody loses an order. */
@NullMarked
package org.tradingarena;

import org.jspecify.annotations.NullMarked;
