/** The journal under test: with real LevelDB, with faults, and against Pekko's own kit. */
@NullMarked
package org.tradingarena.journal;

import org.jspecify.annotations.NullMarked;
