/** {@code arena bots}: demo collectives that trade through the client library, so that a newcomer's arena lives. */
@NullMarked
package org.tradingarena.cli.bots;

import org.jspecify.annotations.NullMarked;
