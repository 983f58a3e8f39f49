package no.digisos.seeds.suite;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of surroundings that are started once for a JVM. Quarkus may start test resources anew in class loaders of its own;
 * a system property is what all of them see, and it must be text.
 */
public final class SharedConfig {
    private SharedConfig() {}

    /** Keeps settings under this name. */
    public static void store(String name, Map<String, String> config) {
        System.setProperty(
                name,
                config.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("\n")));
    }

    /** The settings that were kept under this name; empty where none were. */
    public static Optional<Map<String, String>> read(String name) {
        return Optional.ofNullable(System.getProperty(name)).map(text -> {
            Map<String, String> config = new TreeMap<>();
            text.lines()
                    .forEach(line ->
                            config.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
            return config;
        });
    }
}
