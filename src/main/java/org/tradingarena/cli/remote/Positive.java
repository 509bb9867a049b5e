package org.tradingarena.cli.remote;

import java.math.BigDecimal;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.Json;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a price, a quantity or a sum of money. */
public final class Positive implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String text) {
        return Amount.read(new Json.JsonText(text))
                .map(Amount::decimal)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is no amount; write a plain decimal above zero, such as 0.25"));
    }
}
