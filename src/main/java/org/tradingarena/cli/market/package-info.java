/** What a command knows of a market, folded from its messages: values. */
@NullMarked
package org.tradingarena.cli.market;

import org.jspecify.annotations.NullMarked;
