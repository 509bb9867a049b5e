/** What tests of several packages share. */
@NullMarked
package org.tradingarena.testing;

import org.jspecify.annotations.NullMarked;
