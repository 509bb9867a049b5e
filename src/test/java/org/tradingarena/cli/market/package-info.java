/** What a command knows of a market. */
@NullMarked
package org.tradingarena.cli.market;

import org.jspecify.annotations.NullMarked;
