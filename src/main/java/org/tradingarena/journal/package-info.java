/** How events are stored and read again: the LevelDB journal, its read side, snapshots. */
@NullMarked
package org.tradingarena.journal;

import org.jspecify.annotations.NullMarked;
