/** The command line as a user meets it, without an arena or with a made-up one. */
@NullMarked
package org.tradingarena.cli;

import org.jspecify.annotations.NullMarked;
