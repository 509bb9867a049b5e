/** The store under test: its rules on real LevelDBs, and its answers to broken disks. */
@NullMarked
package org.tradingarena.journal.store;

import org.jspecify.annotations.NullMarked;
