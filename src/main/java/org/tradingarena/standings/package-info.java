/** The leaderboard: who owns how much, marked to the last prices. */
@NullMarked
package org.tradingarena.standings;

import org.jspecify.annotations.NullMarked;
