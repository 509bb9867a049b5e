/** The process: configuration, wiring, start, health and the order of a shutdown. Nothing here is a rule of trading. */
@NullMarked
package org.tradingarena.server;

import org.jspecify.annotations.NullMarked;
