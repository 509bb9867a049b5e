package org.tradingarena.server;

import static java.util.Map.entry;

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

    private static final Map<String, String> VARIABLES = Map.ofEntries(
            entry("ARENA_JOURNAL", PLUGIN),
            entry("ARENA_POSTGRES_URL", "arena.postgresql.url"),
            entry("ARENA_POSTGRES_USER", "arena.postgresql.user"),
            entry("ARENA_POSTGRES_PASSWORD", "arena.postgresql.password"),
            entry("ARENA_HOST", "arena.http.host"),
            entry("ARENA_PORT", "arena.http.port"),
            entry("ARENA_DATA_DIR", "arena.data-dir"),
            entry("ARENA_ADMIN_TOKEN", "arena.admin-token"),
            entry("ARENA_CLUSTER_SEEDS", "arena.cluster.seeds"),
            entry("ARENA_CLUSTER_HOST", "arena.cluster.host"),
            entry("ARENA_CLUSTER_PORT", "arena.cluster.port"),
            entry("ARENA_CLUSTER_BIND_HOST", "arena.cluster.bind-host"),
            entry("ARENA_CLUSTER_ROLES", "arena.cluster.roles"),
            entry("ARENA_CLUSTER_QUORUM", "arena.cluster.quorum"),
            entry("ARENA_CLUSTER_TLS", "arena.cluster.tls.enabled"),
            entry("ARENA_CLUSTER_TLS_KEY", "arena.cluster.tls.key"),
            entry("ARENA_CLUSTER_TLS_CERTIFICATE", "arena.cluster.tls.certificate"),
            entry("ARENA_CLUSTER_TLS_AUTHORITY", "arena.cluster.tls.authority"));

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
        Config alone = operators.withFallback(arena).resolve();
        return operators
                .withFallback(ClusterConfig.from(alone).pekko(alone))
                .withFallback(journal(alone.getString(PLUGIN)))
                .withFallback(arena)
                .resolve();
    }

    private static Config journal(String plugin) {
        return switch (plugin) {
            case "leveldb" -> ConfigFactory.empty();
            case "postgresql" -> ConfigFactory.parseResources("arena-postgresql.conf");
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
