package org.tradingarena.cli.bots;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.cli.remote.Answer;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;

/** Reads the instruments that an arena trades (protocol section 7). */
final class InstrumentReader {
    private static final int MILLION_DIGITS = 6;

    private InstrumentReader() {}

    static List<Instrument> read(Answer answer) {
        return answer.requireItems("instruments").stream()
                .map(InstrumentReader::instrument)
                .toList();
    }

    private static Instrument instrument(Answer each) {
        return new Instrument(
                each.requireText("symbol"),
                Atoms.of(decimal(each, "tick_size")),
                Atoms.of(decimal(each, "lot_size")),
                Atoms.of(decimal(each, "min_quantity")),
                Atoms.of(decimal(each, "max_quantity")),
                Atoms.of(decimal(each, "max_price")),
                partsPerMillion(each, "collar"),
                partsPerMillion(each, "maker_fee"),
                partsPerMillion(each, "taker_fee"),
                each.text("status").equals("open"));
    }

    private static long partsPerMillion(Answer each, String name) {
        return decimal(each, name).movePointRight(MILLION_DIGITS).longValue();
    }

    private static BigDecimal decimal(Answer each, String name) {
        @Nullable BigDecimal value = each.decimal(name);
        if (value == null) {
            throw CommandFailure.refused("INTERNAL", "The server's answer has no " + name + "; is it an arena?");
        }
        return value;
    }
}
