/** Tests of the package of the same name. */
@NullMarked
package org.tradingarena.journal.kv;

import org.jspecify.annotations.NullMarked;
