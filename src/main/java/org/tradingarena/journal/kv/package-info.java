/** The key-value store below the journal: LevelDB, native or in Java, behind one small interface, and its directory. */
@NullMarked
package org.tradingarena.journal.kv;

import org.jspecify.annotations.NullMarked;
