package org.tradingarena.journal.kv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradingarena.journal.kv.KeyValueStore.Cursor;
import org.tradingarena.journal.kv.KeyValueStore.Entry;
import org.tradingarena.journal.kv.KeyValueStore.View;

@Tag("journal")
class LevelDbStoreTest {
    private static final long WRITE_BUFFER = 64 << 10;

    @TempDir
    private Path directory;

    private LevelDbStore open(Engine engine) {
        return LevelDbStore.open(engine, directory, WRITE_BUFFER, 1 << 20, true);
    }

    private static WriteBatch put(String... keys) {
        WriteBatch batch = new WriteBatch();
        for (String key : keys) {
            batch.put(key.getBytes(UTF_8), ("value of " + key).getBytes(UTF_8));
        }
        return batch;
    }

    private static List<String> keys(View view, String from) {
        List<String> keys = new ArrayList<>();
        try (Cursor cursor = view.seek(from.getBytes(UTF_8))) {
            for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
                assertThat(new String(entry.value(), UTF_8)).isEqualTo("value of " + new String(entry.key(), UTF_8));
                keys.add(new String(entry.key(), UTF_8));
            }
        }
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void a_view_does_not_move_when_something_is_written(Engine engine) {
        try (LevelDbStore store = open(engine)) {
            store.write(put("b", "d"), true);
            try (View before = store.view()) {
                store.write(put("c").delete("d".getBytes(UTF_8)), true);

                assertThat(keys(before, "a")).containsExactly("b", "d");
                assertThat(before.get("c".getBytes(UTF_8))).isNull();
                assertThat(before.get("d".getBytes(UTF_8))).isNotNull();
            }
            try (View after = store.view()) {
                assertThat(keys(after, "a")).containsExactly("b", "c");
                assertThat(keys(after, "b\0")).containsExactly("c");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_engine_reads_what_the_other_wrote(Engine engine) {
        Engine other = engine == Engine.NATIVE ? Engine.JAVA : Engine.NATIVE;
        List<String> written = Stream.iterate(100_000, n -> n + 1)
                .limit(5000)
                .map(n -> "key " + n)
                .toList();
        try (LevelDbStore store = open(engine)) {
            store.write(put(written.toArray(String[]::new)), true);
            written.subList(0, 2500).forEach(key -> store.write(put(key), false));
        }
        try (LevelDbStore store = open(other);
                View view = store.view()) {
            assertThat(keys(view, "")).isEqualTo(written);
        }
    }

    /** The native LevelDB would bring the JVM down here. */
    @ParameterizedTest
    @EnumSource
    void closing_waits_for_readers_and_later_use_is_refused(Engine engine) throws Exception {
        LevelDbStore store = open(engine);
        store.write(put("a", "b"), true);
        View view = store.view();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close);

        assertThat(keys(view, "a")).containsExactly("a", "b");
        assertThat(closing).isNotDone();
        view.close();
        closing.get(10, TimeUnit.SECONDS);

        assertThatThrownBy(store::view).isInstanceOf(KeyValueException.class);
        assertThatThrownBy(() -> store.write(put("c"), true)).isInstanceOf(KeyValueException.class);
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void whole_files_pass_the_scan_whatever_their_compression(Engine engine) throws IOException {
        List<String> written = Stream.iterate(100_000, n -> n + 1)
                .limit(5000)
                .map(n -> "key " + n)
                .toList();
        for (Engine writer : List.of(engine, Engine.NATIVE, Engine.JAVA)) {
            try (LevelDbStore store = open(writer)) {
                written.forEach(key -> store.write(put(key), false));
            }
            FileScan.requireWhole(directory, Engine.JAVA);
        }
    }

    @Test
    void a_table_that_no_manifest_names_is_a_leftover_and_may_be_anything() throws IOException {
        open(Engine.NATIVE).close();
        Files.writeString(directory.resolve("000999.sst"), "half a table");
        FileScan.requireWhole(directory, Engine.JAVA);
    }

    @Test
    void a_directory_that_is_open_names_the_process_that_has_it() {
        try (DirectoryLock lock = DirectoryLock.take(directory)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.take(directory))
                    .isInstanceOfSatisfying(JournalInUseException.class, e -> {
                        assertThat(e.directory()).isEqualTo(directory);
                        assertThat(e.pid()).hasValue(ProcessHandle.current().pid());
                    });
        }
        DirectoryLock.take(directory).close();
    }
}
