/** Pekko's technology compatibility kit for journals and snapshot stores, run by JUnit. */
@NullMarked
package org.tradingarena.journal.tck;

import org.jspecify.annotations.NullMarked;
