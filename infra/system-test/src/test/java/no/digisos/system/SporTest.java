package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.local.stack.RunningStack;
import org.junit.jupiter.api.Test;

/** A call can be followed from its caller's trace, and from the errorId of its answer, to the one log line that tells of it. */
class SporTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration NOK = Duration.ofSeconds(20);
    private static final List<Kall> KALL = List.of(
            new Kall("submit-function", "/digisos/api/v1/soknader/soknader", "4bf92f3577b34da6a3ce929d0e0e4731"),
            new Kall(
                    "status-function",
                    "/digisos/mottak/api/v1/kontoer/5d1a8c52-0f0e-4c57-9a6d-0a3d5f1f2c11/meldinger",
                    "4bf92f3577b34da6a3ce929d0e0e4732"),
            new Kall("metadata-function", "/digisos/api/v1/nav/kommuner", "4bf92f3577b34da6a3ce929d0e0e4733"));

    private record Kall(String funksjon, String sti, String spor) {}

    @Test
    void the_log_is_json_with_the_trace_of_the_caller() throws Exception {
        try (RunningStack stack = Stakk.start()) {
            for (Kall kall : KALL) {
                Svar svar = Klient.mot(stack.json().gateway().http().toString())
                        .medHode("traceparent", "00-" + kall.spor() + "-00f067aa0ba902b7-01")
                        .get(kall.sti());
                assertThat(svar.status()).as(svar.tekst()).isEqualTo(401);
                Path logg =
                        stack.function(kall.funksjon()).orElseThrow().command().log();
                JsonNode linje = ventPa(logg, svar.json().get("errorId").asText());
                assertThat(linje.at("/mdc/traceId").asText())
                        .as(linje.toString())
                        .isEqualTo(kall.spor());
                assertThat(linje.get("level").asText()).isEqualTo("INFO");
                assertThat(Instant.parse(linje.get("timestamp").asText()))
                        .isBetween(
                                Instant.now().minus(Duration.ofMinutes(1)),
                                Instant.now().plusSeconds(1));
            }
        }
    }

    private static JsonNode ventPa(Path logg, String errorId) throws IOException {
        long slutt = System.nanoTime() + NOK.toNanos();
        Optional<JsonNode> linje = finn(logg, errorId);
        while (linje.isEmpty() && System.nanoTime() < slutt) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            linje = finn(logg, errorId);
        }
        return linje.orElseThrow(() -> new AssertionError(errorId + " is not in " + logg));
    }

    private static Optional<JsonNode> finn(Path logg, String errorId) throws IOException {
        return Files.readAllLines(logg).stream()
                .filter(linje -> linje.contains(errorId))
                .map(SporTest::les)
                .findFirst();
    }

    private static JsonNode les(String linje) {
        try {
            return JSON.readTree(linje);
        } catch (IOException e) {
            throw new UncheckedIOException(linje, e);
        }
    }
}
