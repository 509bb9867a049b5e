/** {@code arena cluster-demo}: several nodes and their PostgreSQL on one machine, watched over by one command, for a try. */
@NullMarked
package org.tradingarena.cli.cluster;

import org.jspecify.annotations.NullMarked;
