package no.digisos.submit.privacy;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Has the function log all that it can, of itself and of every call, to the file that a function under test logs to (where an
 * executable is looked for its address, too). It holds for all tests of the run: a function started anew for one of them would have
 * other surroundings.
 */
public final class CanaryLog implements QuarkusTestResourceLifecycleManager {
    static final Path FILE = Path.of("target", "quarkus.log").toAbsolutePath();

    @Override
    public Map<String, String> start() {
        try {
            Files.createDirectories(FILE.getParent());
            Files.deleteIfExists(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.level", "ALL",
                "quarkus.log.category.\"no.digisos\".level", "DEBUG",
                "quarkus.http.access-log.enabled", "true");
    }

    @Override
    public void stop() {
        // The log stays, to be looked at.
    }
}
