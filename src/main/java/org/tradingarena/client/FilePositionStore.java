package org.tradingarena.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.StrictJson;
import org.tradingarena.protocol.Wire;

/**
 * A position in a file, as {@code {"epoch": "…", "seq": 41}}. It is written beside and moved into place, so a program that dies leaves the
 * old one or the new one. It is not synced to the disk: after a power cut it may be older, and its events come again.
 */
final class FilePositionStore implements PositionStore {
    private static final int EPOCH_CHARACTERS = 64;

    private final Path file;

    FilePositionStore(Path file) {
        this.file = file;
    }

    @Override
    public Optional<StreamPosition> load() throws IOException {
        try {
            Fields position = Fields.ofDocument(StrictJson.parse(Files.readAllBytes(file)));
            return Optional.of(new StreamPosition(
                    position.requireText("epoch", EPOCH_CHARACTERS),
                    position.requireInteger("seq", 0, Fields.LARGEST_INTEGER)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (ProtocolException notAPosition) {
            throw new IOException(
                    file + " holds no position (" + notAPosition.getMessage()
                            + "): events might be passed over without it. Restore it, or delete it to begin at the stream's head",
                    notAPosition);
        }
    }

    @Override
    public void save(StreamPosition position) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, Wire.bare(position.body()) + "\n", StandardCharsets.UTF_8);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
