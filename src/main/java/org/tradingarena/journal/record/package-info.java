/** The journal's bytes: keys, records and the checksum chain that makes a lost, altered or foreign record visible. Pure. */
@NullMarked
package org.tradingarena.journal.record;

import org.jspecify.annotations.NullMarked;
