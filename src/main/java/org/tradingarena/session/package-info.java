/** Connection actors: sessions, delivery with credit, the missed-event buffer, resume by position, takeover and cancel-on-disconnect. */
@NullMarked
package org.tradingarena.session;

import org.jspecify.annotations.NullMarked;
