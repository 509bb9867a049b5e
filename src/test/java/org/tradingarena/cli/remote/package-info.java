/** Options, and what they stand for. */
@NullMarked
package org.tradingarena.cli.remote;

import org.jspecify.annotations.NullMarked;
