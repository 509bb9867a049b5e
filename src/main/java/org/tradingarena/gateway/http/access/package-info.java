/** Who calls over HTTP, and how often: challenges, tokens and rates (protocol section 10). */
@NullMarked
package org.tradingarena.gateway.http.access;

import org.jspecify.annotations.NullMarked;
