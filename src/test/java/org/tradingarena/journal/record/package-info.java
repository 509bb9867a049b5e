/** Tests of the package of the same name. */
@NullMarked
package org.tradingarena.journal.record;

import org.jspecify.annotations.NullMarked;
