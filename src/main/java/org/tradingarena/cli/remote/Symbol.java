package org.tradingarena.cli.remote;

import java.util.Locale;
import org.tradingarena.protocol.Ids;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a symbol as people write it: {@code BTC/USD}, {@code BTC-USD}, {@code btc/usd}. */
public final class Symbol implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        String symbol = text.toUpperCase(Locale.ROOT).replace('-', '/');
        if (Ids.isSymbol(symbol)) {
            return symbol;
        }
        throw new TypeConversionException("'" + text + "' is no symbol; write BTC/USD or btc-usd");
    }
}
