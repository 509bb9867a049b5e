/** The arena's edge: HTTP and WebSockets, authentication and limits. This package puts its parts together. */
@NullMarked
package org.tradingarena.gateway;

import org.jspecify.annotations.NullMarked;
