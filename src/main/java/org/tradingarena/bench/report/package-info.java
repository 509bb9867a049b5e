/** What a measurement came to: latencies, figures, the table for people and the JSON for programs. */
@NullMarked
package org.tradingarena.bench.report;

import org.jspecify.annotations.NullMarked;
