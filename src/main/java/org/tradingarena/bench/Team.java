package org.tradingarena.bench;

import org.tradingarena.bench.check.Findings;
import org.tradingarena.bench.check.SharedRecord;
import org.tradingarena.client.ClientKey;

/**
 * A collective that exists for one run.
 *
 * @param record of its events: the same bytes for all its clients
 */
record Team(String id, ClientKey key, SharedRecord record) {
    static Team of(String id, Findings findings) {
        return new Team(id, ClientKey.generate(), new SharedRecord(findings, id, 0));
    }
}
