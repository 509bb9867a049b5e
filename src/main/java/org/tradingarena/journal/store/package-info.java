/** One journal in one directory: opened and verified, written in groups, read in verified pages. Knows no Pekko. */
@NullMarked
package org.tradingarena.journal.store;

import org.jspecify.annotations.NullMarked;
