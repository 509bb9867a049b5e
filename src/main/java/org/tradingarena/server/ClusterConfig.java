package org.tradingarena.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The nodes of one arena, as {@code arena.cluster} says, and what that means for Pekko.
 *
 * @param seeds {@code host:port} of the nodes to join by; empty for a node of its own
 * @param roles what this node does
 * @param quorum how many core nodes must hear each other for the arena to be: more than half of them, so that it is never twice
 */
record ClusterConfig(List<String> seeds, String host, int port, Set<String> roles, int quorum) {
    /** Collectives, books and sessions live on such nodes. */
    static final String CORE = "core";
    /** Clients connect to such nodes. */
    static final String GATEWAY = "gateway";

    /** The first seed begins a cluster at once if all others say that they have none, and after this long if they say nothing. */
    private static final String BEGINS_AFTER = "20s";
    /** How long the others wait for an answer of the seeds before they ask again. */
    private static final String ASKS_AGAIN_AFTER = "3s";

    private static final String SYSTEM = "arena";
    private static final Set<String> ROLES = Set.of(CORE, GATEWAY);
    private static final Pattern SEED = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})");

    /** What the configuration says; throws {@link StartException} for what cannot work. */
    static ClusterConfig from(Config config) {
        Config cluster = config.getConfig("arena.cluster");
        List<String> seeds = list(cluster, "seeds");
        seeds.stream().filter(seed -> !SEED.matcher(seed).matches()).findFirst().ifPresent(wrong -> {
            throw new StartException("arena.cluster.seeds (ARENA_CLUSTER_SEEDS): \"" + wrong + "\" is not host:port");
        });
        List<String> roles = list(cluster, "roles");
        if (roles.isEmpty() || !ROLES.containsAll(roles)) {
            throw new StartException("arena.cluster.roles (ARENA_CLUSTER_ROLES) are of gateway and core, not " + roles);
        }
        if (seeds.isEmpty() && !roles.contains(CORE)) {
            throw new StartException(
                    "a node without the role core needs others that have it: arena.cluster.seeds is empty");
        }
        return new ClusterConfig(
                seeds, cluster.getString("host"), cluster.getInt("port"), Set.copyOf(roles), quorum(cluster, seeds));
    }

    private static int quorum(Config cluster, List<String> seeds) {
        int majority = seeds.size() / 2 + 1;
        int asked = cluster.getInt("quorum");
        if (asked != 0 && asked < majority) {
            throw new StartException("arena.cluster.quorum (ARENA_CLUSTER_QUORUM) is " + asked + ": fewer than "
                    + majority + " of " + seeds.size() + " seeds could be an arena of their own beside the others");
        }
        return asked == 0 ? majority : asked;
    }

    boolean isAlone() {
        return seeds.isEmpty();
    }

    private boolean isFirstSeed() {
        return seeds.getFirst().equals(host + ":" + port);
    }

    boolean isGateway() {
        return roles.contains(GATEWAY);
    }

    /** A list, or a string of its elements, separated by commas. */
    private static List<String> list(Config config, String path) {
        if (config.getValue(path).valueType() == ConfigValueType.LIST) {
            return config.getStringList(path);
        }
        return Stream.of(config.getString(path).split(","))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /** These settings as Pekko's, over the set-up that all clusters share. */
    Config pekko(Config config) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("pekko.cluster.roles", List.copyOf(roles));
        settings.put("pekko.cluster.sharding.role", CORE);
        if (isAlone()) {
            return ConfigFactory.parseMap(settings);
        }
        settings.put(
                "pekko.cluster.seed-nodes",
                seeds.stream().map(seed -> "pekko://" + SYSTEM + "@" + seed).toList());
        settings.put("pekko.cluster.role." + CORE + ".min-nr-of-members", quorum);
        settings.put("pekko.cluster.split-brain-resolver.static-quorum.quorum-size", quorum);
        settings.put("pekko.cluster.seed-node-timeout", isFirstSeed() ? BEGINS_AFTER : ASKS_AGAIN_AFTER);
        settings.put("pekko.remote.artery.canonical.hostname", host);
        settings.put("pekko.remote.artery.canonical.port", port);
        if (usesTls(config)) {
            settings.putAll(tls(config));
        }
        return ConfigFactory.parseMap(settings).withFallback(ConfigFactory.parseResources("arena-cluster.conf"));
    }

    /** Whether links between nodes are encrypted. */
    static boolean usesTls(Config config) {
        return config.getBoolean("arena.cluster.tls.enabled");
    }

    private static Map<String, Object> tls(Config config) {
        NodeCertificates.of(config); // what is wrong with them is told now
        return Map.of(
                "pekko.remote.artery.transport",
                "tls-tcp",
                "pekko.remote.artery.ssl.ssl-engine-provider",
                NodeEngines.class.getName());
    }
}
