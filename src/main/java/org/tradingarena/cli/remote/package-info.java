/** What commands that talk to a running arena share: where it is, who asks, and how its answers are read. */
@NullMarked
package org.tradingarena.cli.remote;

import org.jspecify.annotations.NullMarked;
