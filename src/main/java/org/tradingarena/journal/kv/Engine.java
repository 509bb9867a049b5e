package org.tradingarena.journal.kv;

import java.io.IOException;
import java.nio.file.Path;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.impl.Iq80DBFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two LevelDBs. The Java port reads what the native one wrote; the other way round only until the port has compacted. */
public enum Engine {
    /** LevelDB JNI 1.8: fast; binaries for Linux, macOS and Windows on x86, none for arm64. */
    NATIVE,
    /** The port to Java: slower, runs everywhere. */
    JAVA;

    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    /** Reads {@code on}, {@code off} or {@code auto}: native where its library can be loaded. */
    public static Engine of(String nativeSetting) {
        return switch (nativeSetting) {
            case "on", "true" -> NATIVE;
            case "off", "false" -> JAVA;
            case "auto" -> nativeLoads() ? NATIVE : JAVA;
            default -> throw new IllegalArgumentException("native is on, off or auto, not " + nativeSetting);
        };
    }

    private static boolean nativeLoads() {
        try {
            JniDBFactory.pushMemoryPool(1024);
            JniDBFactory.popMemoryPool();
            return true;
        } catch (LinkageError e) {
            log.info("LevelDB's native library cannot be loaded here ({}), so the Java port is used.", e.getMessage());
            return false;
        }
    }

    DB open(Path directory, Options options) throws IOException {
        return switch (this) {
            case NATIVE -> JniDBFactory.factory.open(directory.toFile(), options);
            case JAVA -> openJava(directory, options);
        };
    }

    /** Mapped files need access to the JDK's inside since Java 16, and turn a full disk into a crash: use channels. */
    private static DB openJava(Path directory, Options options) throws IOException {
        System.setProperty("leveldb.mmap", "false");
        return Iq80DBFactory.factory.open(directory.toFile(), options.verifyChecksums(true));
    }

    static Options options(long writeBuffer, long blockCache, boolean createIfMissing) {
        return new Options()
                .createIfMissing(createIfMissing)
                // Strict log reading would refuse the torn tail of a power cut; batch marks find what it would.
                .paranoidChecks(false)
                .compressionType(CompressionType.SNAPPY)
                .writeBufferSize(Math.toIntExact(writeBuffer))
                .cacheSize(blockCache);
    }
}
