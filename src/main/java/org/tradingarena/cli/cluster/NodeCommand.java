package org.tradingarena.cli.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a node is started: the same Java with the same options as this process, which {@code bin/arena} or a build tool has found out already.
 *
 * @param java the program
 * @param options of this process's JVM
 * @param classPath of this process
 * @param parent the process's id, whose end a node does not outlive
 */
record NodeCommand(String java, List<String> options, String classPath, long parent, boolean demo) {
    /** Small nodes, so that some of them fit beside each other on a laptop. */
    private static final String HEAP = "-Xmx512m";

    /** What is this process's own, and no node's. */
    private static final List<String> OWN =
            List.of("-Darena.terminals", "-Darena.log.", "-Darena.stop-with-parent", "-agentlib:", "-javaagent:");

    /** Of a cluster that the environment of this command may be set up for. */
    private static final String CLUSTER = "ARENA_CLUSTER_";

    /** The command line. */
    List<String> line() {
        List<String> line = new ArrayList<>(List.of(java));
        options.stream()
                .filter(option -> OWN.stream().noneMatch(option::startsWith))
                .forEach(line::add);
        if (options.stream().noneMatch(option -> option.startsWith("-Xmx"))) {
            line.add(HEAP);
        }
        line.add("-Darena.stop-with-parent=" + parent);
        line.addAll(List.of("-cp", nodeClassPath(), "org.tradingarena.cli.Arena", "server"));
        if (demo) {
            line.add("--demo");
        }
        return line;
    }

    /** Without what only this command needs ({@code lib/demo}). */
    private String nodeClassPath() {
        return String.join(
                File.pathSeparator,
                Stream.of(classPath.split(File.pathSeparator))
                        .filter(entry -> !isForThisCommand(Path.of(entry)))
                        .toList());
    }

    private static boolean isForThisCommand(Path entry) {
        Path directory = entry.getParent();
        return directory != null && directory.endsWith(Path.of("lib", "demo"));
    }

    /**
     * The environment of a node: this process's, with what makes it a node.
     *
     * @param ours this process's environment
     * @param shared what all nodes have in common: database, admin token, seeds
     */
    static Map<String, String> environment(
            Map<String, String> ours, Map<String, String> shared, Path data, int port, int clusterPort) {
        Map<String, String> environment = new LinkedHashMap<>(ours);
        environment.keySet().removeIf(variable -> variable.startsWith(CLUSTER));
        environment.putAll(shared);
        environment.put("ARENA_JOURNAL", "postgresql");
        environment.put("ARENA_HOST", "127.0.0.1");
        environment.put("ARENA_PORT", Integer.toString(port));
        environment.put("ARENA_DATA_DIR", data.toString());
        environment.put("ARENA_CLUSTER_HOST", "127.0.0.1");
        environment.put("ARENA_CLUSTER_PORT", Integer.toString(clusterPort));
        return environment;
    }
}
