package org.tradingarena.cli.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** The whole terminal, taken for a screen and given back as it was: at the end, or when the process is told to end. */
final class Stage implements AutoCloseable {
    private final Terminal terminal;
    private final boolean coloured;
    private final Display display;
    private final Attributes before;
    private final Thread onExit = new Thread(this::giveBack);
    private final AtomicBoolean given = new AtomicBoolean();
    private volatile boolean sizeChanged = true;
    private Size size = new Size(80, 24);
    private List<AttributedString> shown = List.of();

    Stage(Terminal terminal, boolean coloured) {
        this.terminal = terminal;
        this.coloured = coloured;
        this.display = new Display(terminal, true);
        this.before = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(
                Attributes.LocalFlag.ISIG,
                false); // Ctrl-C is a key, and Ctrl-Z is none: it would leave the screen as it is
        terminal.setAttributes(raw);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** The terminal has another size now, perhaps. */
    void resized() {
        sizeChanged = true;
    }

    /** Shows what is drawn for this size; only what differs from before is written. */
    void show(BiFunction<Integer, Integer, List<AttributedString>> drawing) {
        boolean anew = sizeChanged;
        if (anew) {
            sizeChanged = false;
            Size told = terminal.getSize();
            size = told.getColumns() > 0 && told.getRows() > 0 ? told : new Size(80, 24);
            display.resize(size.getRows(), size.getColumns());
            display.clear();
        }
        List<AttributedString> lines = drawing.apply(size.getColumns(), size.getRows()).stream()
                .map(line -> coloured ? line : new AttributedString(line.toString()))
                .toList();
        if (anew || !lines.equals(shown)) {
            shown = lines;
            display.update(new ArrayList<>(lines), 0); // it keeps the list, and changes it
        }
    }

    private void giveBack() {
        if (given.compareAndSet(false, true)) {
            terminal.puts(Capability.cursor_normal);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(before);
        }
    }

    @Override
    public void close() {
        giveBack();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException ending) {
            // the process ends, and the hook has done it, or waits for nothing more
        }
    }
}
