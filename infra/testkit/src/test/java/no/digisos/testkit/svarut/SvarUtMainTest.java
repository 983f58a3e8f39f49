package no.digisos.testkit.svarut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SvarUtMainTest {

    @Test
    void theEmulatorRunsAsAProcessOfItsOwn(@TempDir Path dir) throws Exception {
        SvarUtFixture.SVARUT.write(dir.resolve("cert.pem"), dir.resolve("key.pem"));
        Path kontoer = Files.writeString(dir.resolve("kontoer.json"), """
                [{"kontoId": "6a5d3c50-0000-4000-8000-000000000001",
                  "integrasjonId": "6a5d3c50-0000-4000-8000-000000000002",
                  "integrasjonPassord": "hemmelig", "organisasjonsnummer": "910076787"}]
                """);
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Dsvarut.port=0",
                        "-Dsvarut.lager=" + dir.resolve("lager"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SvarUtEmulator.class.getName(),
                        "--jwks=http://127.0.0.1:1/jwks",
                        "--kontoer=" + kontoer,
                        "--sertifikat=" + dir.resolve("cert.pem"),
                        "--nokkel=" + dir.resolve("key.pem"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader();
                HttpClient http = HttpClient.newHttpClient()) {
            String url = out.readLine().replace("SvarUt emulator: ", "");

            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/kontroll/helse")).build(), BodyHandlers.ofString());
            HttpResponse<String> withoutIssuer = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/v2/forsendelsestyper"))
                            .header("Authorization", "Bearer " + "eyJhbGciOiJSUzI1NiJ9.e30.AAAA")
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(withoutIssuer.statusCode()).isEqualTo(503);
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
