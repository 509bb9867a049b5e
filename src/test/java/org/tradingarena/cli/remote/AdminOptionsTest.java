package org.tradingarena.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminOptionsTest {
    private static final URI HERE = URI.create("http://127.0.0.1:8080");
    private static final URI ELSEWHERE = URI.create("http://192.0.2.7:8080");

    @TempDir
    private Path data;

    @Test
    void the_environment_comes_before_the_file_of_the_data_directory() throws IOException {
        Files.writeString(data.resolve("admin-token"), "from-file\n");
        Map<String, String> directory = Map.of("ARENA_DATA_DIR", data.toString());
        assertThat(new AdminOptions().find(HERE, directory)).contains("from-file");
        Map<String, String> both = Map.of("ARENA_DATA_DIR", data.toString(), "ARENA_ADMIN_TOKEN", "from-environment");
        assertThat(new AdminOptions().find(HERE, both)).contains("from-environment");
    }

    @Test
    void the_file_of_this_machine_is_not_shown_to_another() throws IOException {
        Files.writeString(data.resolve("admin-token"), "from-file\n");
        assertThat(new AdminOptions().find(ELSEWHERE, Map.of("ARENA_DATA_DIR", data.toString())))
                .isEmpty();
    }

    @Test
    void no_token_is_no_token() {
        assertThat(new AdminOptions().find(HERE, Map.of("ARENA_DATA_DIR", data.toString())))
                .isEmpty();
    }
}
