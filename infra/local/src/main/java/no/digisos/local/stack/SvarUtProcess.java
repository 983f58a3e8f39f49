package no.digisos.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.digisos.testkit.process.ChildProcess;
import no.digisos.testkit.svarut.EmulatorConfig;
import no.digisos.testkit.svarut.SvarUtEmulator;

/**
 * The emulator of SvarUt as a process of its own. What it has accepted lies on disk, so it may be killed and started again.
 *
 * @param konto the only sender
 * @param usual where keys, certificate and token issuer are
 * @param logs the directory for its log
 */
record SvarUtProcess(EmulatorConfig.Konto konto, EmulatorConfig usual, Path logs) {

    private static final String NAME = "svarut";
    private static final Duration GRACE = Duration.ofSeconds(5);

    FunctionProcess on(int port, Duration cut) throws IOException {
        Path store = usual.storage().resolveSibling(NAME + "-" + port);
        Files.createDirectories(store);
        Path kontoer = store.resolveSibling(store.getFileName() + ".json");
        Files.writeString(kontoer, new ObjectMapper().writeValueAsString(List.of(konto)));
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SvarUtEmulator.class.getName(),
                "--port=" + port,
                "--lager=" + store,
                "--kutt=" + cut,
                "--jwks=" + usual.jwksUrl(),
                "--kontoer=" + kontoer,
                "--sertifikat=" + usual.certificate()));
        if (usual.issuer() != null) {
            line.add("--utsteder=" + usual.issuer());
        }
        if (usual.privateKey() != null) {
            line.add("--nokkel=" + usual.privateKey());
        }
        return new FunctionProcess(
                new ChildProcess.Command(NAME, line, Map.of(), logs.resolve(NAME + ".log"), GRACE),
                URI.create("http://127.0.0.1:" + port + "/kontroll/helse"));
    }
}
