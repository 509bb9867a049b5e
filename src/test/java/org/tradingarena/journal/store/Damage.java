package org.tradingarena.journal.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** One random fault in one file: a bit that flips, or an end that is lost. */
public record Damage(Path file, String what) {
    /** Half of the faults hit a random file, half a random byte of all, so that small files and large ones get their share. */
    public static Damage random(Random random, List<Path> files) {
        Path file = random.nextBoolean() ? files.get(random.nextInt(files.size())) : ofRandomByte(random, files);
        long length = file.toFile().length();
        long at = (long) (random.nextDouble() * length);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            if (random.nextInt(4) == 0) {
                raw.setLength(at);
                return new Damage(file, "cut from " + length + " to " + at);
            }
            int bit = random.nextInt(8);
            raw.seek(at);
            int value = raw.read();
            raw.seek(at);
            raw.write(value ^ (1 << bit));
            return new Damage(file, "bit " + bit + " of byte " + at + " of " + length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path ofRandomByte(Random random, List<Path> files) {
        long total = files.stream().mapToLong(file -> file.toFile().length()).sum();
        long at = (long) (random.nextDouble() * total);
        for (Path file : files) {
            at -= file.toFile().length();
            if (at < 0) {
                return file;
            }
        }
        return files.get(files.size() - 1);
    }
}
