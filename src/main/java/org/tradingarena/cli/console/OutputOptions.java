package org.tradingarena.cli.console;

import picocli.CommandLine.Option;

/** How a command answers. */
public final class OutputOptions {
    @Option(names = "--json", description = "Answer in JSON, for programs; errors too.")
    private boolean json;

    @Option(
            names = "--no-color",
            description = "No colours. They are never used where the output is no terminal, or NO_COLOR is set.")
    private boolean noColor;

    boolean isJson() {
        return json;
    }

    boolean isColoured() {
        return !noColor && !json && Terminals.isOutput() && Terminals.wantsColours();
    }
}
