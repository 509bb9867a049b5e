/** Owns what the arena needs of PostgreSQL beside Pekko's plugin: where it is, its tables, and which snapshots are kept. */
@NullMarked
package org.tradingarena.journal.postgres;

import org.jspecify.annotations.NullMarked;
