package org.tradingarena.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration of a process. From the strongest to the weakest: system properties, the {@code ARENA_…} variables of the environment,
 * the operator's file, the arena's set-up of Pekko, and every library's {@code reference.conf}.
 */
public final class ArenaConfig {
    /** Names the operator's file. */
    public static final String FILE_VARIABLE = "ARENA_CONFIG";

    private static final Path DEFAULT_FILE = Path.of("conf", "arena.conf");

    /** Says which journal: leveldb or postgresql. */
    private static final String PLUGIN = "arena.journal.plugin";

    private static final Map<String, String> VARIABLES = Map.of(
            "ARENA_JOURNAL", PLUGIN,
            "ARENA_POSTGRES_URL", "arena.postgresql.url",
            "ARENA_POSTGRES_USER", "arena.postgresql.user",
            "ARENA_POSTGRES_PASSWORD", "arena.postgresql.password",
            "ARENA_HOST", "arena.http.host",
            "ARENA_PORT", "arena.http.port",
            "ARENA_DATA_DIR", "arena.data-dir",
            "ARENA_ADMIN_TOKEN", "arena.admin-token");

    private ArenaConfig() {}

    /** Loads it; throws {@link StartException} if the named file is not there, {@code ConfigException} if it cannot be understood. */
    public static Config load(Map<String, String> environment) {
        return layered(ofEnvironment(environment));
    }

    /** What the environment says and the file that it names: to be {@link #layered}. */
    public static Config ofEnvironment(Map<String, String> environment) {
        return fromEnvironment(environment).withFallback(operators(environment));
    }

    /** These settings over the arena's set-up of Pekko and all defaults. */
    public static Config layered(Config strongest) {
        Config operators = ConfigFactory.defaultOverrides().withFallback(strongest);
        Config arena = ConfigFactory.parseResources("arena-pekko.conf")
                .withFallback(ConfigFactory.defaultReferenceUnresolved());
        Config withLevelDb = operators.withFallback(arena).resolve();
        String plugin = withLevelDb.getString(PLUGIN);
        return switch (plugin) {
            case "leveldb" -> withLevelDb;
            case "postgresql" ->
                operators
                        .withFallback(ConfigFactory.parseResources("arena-postgresql.conf"))
                        .withFallback(arena)
                        .resolve();
            default ->
                throw new StartException(PLUGIN + " (ARENA_JOURNAL) is leveldb or postgresql, not \"" + plugin + "\"");
        };
    }

    private static Config fromEnvironment(Map<String, String> environment) {
        Map<String, Object> settings = new LinkedHashMap<>();
        VARIABLES.forEach((variable, path) -> {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                settings.put(path, value);
            }
        });
        return ConfigFactory.parseMap(settings, "environment");
    }

    private static Config operators(Map<String, String> environment) {
        String named = environment.get(FILE_VARIABLE);
        if (named != null && !named.isBlank()) {
            Path file = Path.of(named);
            if (!Files.isRegularFile(file)) {
                throw new StartException(FILE_VARIABLE + " names " + file.toAbsolutePath() + ", which is not a file");
            }
            return parse(file);
        }
        return Files.isRegularFile(DEFAULT_FILE) ? parse(DEFAULT_FILE) : ConfigFactory.empty();
    }

    private static Config parse(Path file) {
        return ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    }
}
