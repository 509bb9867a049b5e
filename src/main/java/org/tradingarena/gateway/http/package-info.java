/** HTTP beside the sockets, and the upgrade to them: public market data, admin calls, health and metrics (protocol section 10). */
@NullMarked
package org.tradingarena.gateway.http;

import org.jspecify.annotations.NullMarked;
