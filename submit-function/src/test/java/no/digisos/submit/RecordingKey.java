package no.digisos.submit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import no.digisos.seeds.suite.Surroundings;

/** Makes the key of the recorded requests an old platform key, when the recordings are there. */
public final class RecordingKey implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Path recording = Recording.directory();
        if (Files.isDirectory(recording)) {
            Path platform = Path.of(new Surroundings().start().get("digisos.nokler.katalog"))
                    .resolve("plattform");
            copy(recording.resolve("key.pem"), platform.resolve("capture.key.pem"));
            copy(recording.resolve("cert.pem"), platform.resolve("capture.crt"));
        }
        return Map.of();
    }

    @Override
    public void stop() {
        // The directory of keys goes with the surroundings.
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
