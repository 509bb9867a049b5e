/** A collective's private events for those who read them without a socket: watched once a node, told at each reader's pace (protocol section 10). */
@NullMarked
package org.tradingarena.gateway.http.feed;

import org.jspecify.annotations.NullMarked;
