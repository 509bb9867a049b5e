/** What {@code arena cluster-demo} decides; that it works as a whole is {@code ClusterDemoIT}'s. */
@NullMarked
package org.tradingarena.cli.cluster;

import org.jspecify.annotations.NullMarked;
