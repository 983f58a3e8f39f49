package no.digisos.common.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of surroundings that are started once for a JVM. Quarkus may start test resources anew in class loaders of its own;
 * a system property is what all of them see, and it must be text.
 */
public final class FellesConfig {
    private FellesConfig() {}

    public static void lagre(String navn, Map<String, String> config) {
        System.setProperty(
                navn,
                config.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("\n")));
    }

    public static Optional<Map<String, String>> les(String navn) {
        return Optional.ofNullable(System.getProperty(navn)).map(tekst -> {
            Map<String, String> config = new TreeMap<>();
            tekst.lines()
                    .forEach(linje -> config.put(
                            linje.substring(0, linje.indexOf('=')), linje.substring(linje.indexOf('=') + 1)));
            return config;
        });
    }
}
