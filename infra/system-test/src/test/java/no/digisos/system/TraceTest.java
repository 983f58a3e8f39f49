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
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A call can be followed from its caller's trace, and from the errorId of its answer, to the one log line that tells of it. */
@ExtendWith(SharedStack.class)
class TraceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final List<Call> CALL = List.of(
            new Call("submit-function", "/digisos/api/v1/soknader/soknader", "4bf92f3577b34da6a3ce929d0e0e4731"),
            new Call(
                    "status-function",
                    "/digisos/mottak/api/v1/kontoer/5d1a8c52-0f0e-4c57-9a6d-0a3d5f1f2c11/meldinger",
                    "4bf92f3577b34da6a3ce929d0e0e4732"),
            new Call("metadata-function", "/digisos/api/v1/nav/kommuner", "4bf92f3577b34da6a3ce929d0e0e4733"));

    private record Call(String funksjon, String sti, String spor) {}

    @Test
    void the_log_is_json_with_the_trace_of_the_caller(RunningStack stack) throws Exception {
        for (Call call : CALL) {
            Answer answer = Client.against(stack.json().gateway().http().toString())
                    .withHeader("traceparent", "00-" + call.spor() + "-00f067aa0ba902b7-01")
                    .get(call.sti());
            assertThat(answer.status()).as(answer.text()).isEqualTo(401);
            Path log = stack.function(call.funksjon()).orElseThrow().command().log();
            JsonNode line = waitFor(log, answer.json().get("errorId").asText());
            assertThat(line.at("/mdc/traceId").asText()).as(line.toString()).isEqualTo(call.spor());
            assertThat(line.get("level").asText()).isEqualTo("INFO");
            assertThat(Instant.parse(line.get("timestamp").asText()))
                    .isBetween(
                            Instant.now().minus(Duration.ofMinutes(1)),
                            Instant.now().plusSeconds(1));
        }
    }

    private static JsonNode waitFor(Path log, String errorId) throws IOException {
        long end = System.nanoTime() + ENOUGH.toNanos();
        Optional<JsonNode> line = find(log, errorId);
        while (line.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            line = find(log, errorId);
        }
        return line.orElseThrow(() -> new AssertionError(errorId + " is not in " + log));
    }

    private static Optional<JsonNode> find(Path log, String errorId) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(errorId))
                .map(TraceTest::read)
                .findFirst();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
