/** {@code arena trade}: orders, placed so that each happens once whatever connections do meanwhile. */
@NullMarked
package org.tradingarena.cli.trade;

import org.jspecify.annotations.NullMarked;
