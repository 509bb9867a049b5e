package org.tradingarena.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradingarena.protocol.StreamPosition;

/** A position kept in a file. */
class FilePositionStoreTest {
    @TempDir
    private Path directory;

    @Test
    void what_was_kept_is_there_again_and_nothing_else_is_left_behind() throws IOException {
        Path file = directory.resolve("position");
        FilePositionStore store = new FilePositionStore(file);
        assertThat(store.load()).isEmpty();
        store.save(new StreamPosition("one", 41));
        store.save(new StreamPosition("two", 7));

        assertThat(new FilePositionStore(file).load()).contains(new StreamPosition("two", 7));
        assertThat(Files.readString(file)).isEqualTo("{\"epoch\":\"two\",\"seq\":7}\n");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "41",
                "{}",
                "{\"epoch\":\"one\"}",
                "{\"epoch\":\"one\",\"seq\":-1}",
                "{\"epoch\":\"one\",\"se"
            })
    void a_file_that_holds_no_position_stops_the_start_and_is_named(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("position"), text);
        ArenaClientBuilder builder = ArenaClient.builder(
                        URI.create("http://127.0.0.1:1"), "alpha", ClientKey.generate())
                .keepPositionIn(file);
        assertThatThrownBy(builder::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file + " holds no position");
    }
}
