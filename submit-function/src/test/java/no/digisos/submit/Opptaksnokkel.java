package no.digisos.submit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import no.digisos.common.testkit.Omgivelser;

/** Makes the key of the recorded requests an old platform key, when the recordings are there. */
public final class Opptaksnokkel implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Path opptak = Opptak.katalog();
        if (Files.isDirectory(opptak)) {
            Path plattform = Path.of(new Omgivelser().start().get("digisos.nokler.katalog"))
                    .resolve("plattform");
            kopier(opptak.resolve("key.pem"), plattform.resolve("capture.key.pem"));
            kopier(opptak.resolve("cert.pem"), plattform.resolve("capture.crt"));
        }
        return Map.of();
    }

    @Override
    public void stop() {
        // The directory of keys goes with the surroundings.
    }

    private static void kopier(Path fra, Path til) {
        try {
            Files.copy(fra, til, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
