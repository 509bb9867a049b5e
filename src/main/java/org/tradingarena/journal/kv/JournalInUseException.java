package org.tradingarena.journal.kv;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Another process, or this one, has the journal's directory open already. */
public final class JournalInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final long pid;

    JournalInUseException(Path directory, OptionalLong pid) {
        super("The journal in " + directory + " is in use by "
                + (pid.isPresent() ? "process " + pid.getAsLong() : "another process")
                + "; two processes never share a journal.");
        this.directory = directory;
        this.pid = pid.orElse(-1);
    }

    public Path directory() {
        return directory;
    }

    /** The process that has it, as far as it said so. */
    public OptionalLong pid() {
        return pid < 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }
}
