package no.digisos.fallback.svarut;

import static no.digisos.fallback.testkit.TestServer.answer;
import static no.digisos.fallback.testkit.TestServer.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import no.digisos.fallback.svarut.LookupOutcome.Feilet;
import no.digisos.fallback.svarut.LookupOutcome.None;
import no.digisos.fallback.svarut.SendOutcome.Sent;
import no.digisos.fallback.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SvarUtCircuitTest {
    private static final Map<String, String> SENSITIVE =
            Map.of("bryter.vindu", "4", "bryter.feilandel", "0.5", "bryter.apen-tid", "PT1H");

    @Test
    void failedSendingsOpenTheCircuitWhichStopsQueries() throws Exception {
        AtomicReference<String> answer = new AtomicReference<>(answer(503, ""));
        try (TestServer server = new TestServer(connection -> {
            while (connection.readHead() != null) {
                connection.readBody(OutputStream.nullOutputStream());
                connection.write(String.valueOf(answer.get()));
            }
        })) {
            Fixture fixture = new Fixture(server.url("/api"), SENSITIVE);
            for (int number = 1; number <= 4; number++) {
                assertThat(fixture.circuit.open())
                        .as("before sending %s", number)
                        .isFalse();
                fixture.send();
            }
            assertThat(fixture.circuit.open()).isTrue();

            answer.set(answer(200, "{\"forsendelseIds\":[]}"));
            assertThat(fixture.client.findByEksternRef("r")).isEqualTo(new Feilet("The circuit to SvarUt is open"));
            assertThat(server.heads()).hasSize(4);
        }
    }

    /** The intent is committed by then: an open circuit must not turn it into a failure. */
    @Test
    void anOpenCircuitDoesNotStopASending() throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, Fixture.RECEIPT)))) {
            Fixture fixture = new Fixture(server.url("/api"), SENSITIVE);
            for (int number = 0; number < 4; number++) {
                fixture.circuit.report(false);
            }
            assertThat(fixture.circuit.open()).isTrue();

            assertThat(fixture.send()).isEqualTo(new Sent(Fixture.FORSENDELSE));
        }
    }

    @ParameterizedTest
    @CsvSource({"200,true", "400,true", "413,true", "401,false", "403,false", "429,false", "500,false"})
    void aRefusedContentIsAHealthySvarUt(int status, boolean healthy) throws Exception {
        String body = status == 200 ? Fixture.RECEIPT : "{}";
        try (TestServer server = new TestServer(answers(answer(status, body)))) {
            Fixture fixture = new Fixture(server.url("/api"), SENSITIVE);
            for (int number = 0; number < 4; number++) {
                fixture.send();
            }
            assertThat(fixture.circuit.open()).isEqualTo(!healthy);
        }
    }

    @Test
    void afterAWhileOneCallTriesAndDecides(TestInfo test) throws Exception {
        String name = test.getDisplayName();
        SvarUtCircuit circuit = new SvarUtCircuit(
                name,
                Fixture.config(
                                URI.create("http://127.0.0.1:1"),
                                Map.of("bryter.vindu", "1", "bryter.feilandel", "1", "bryter.apen-tid", "PT0.05S"))
                        .bryter());
        CountDownLatch halfOpen = new CountDownLatch(1);
        CircuitBreakerMaintenance.get().onStateChange(name, state -> {
            if (state == CircuitBreakerState.HALF_OPEN) {
                halfOpen.countDown();
            }
        });
        circuit.report(false);

        // With nobody calling: who waits for the gate to open again makes no calls.
        assertThat(halfOpen.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(circuit.open()).isFalse();
        assertThat(circuit.query(() -> "svar", String.class)).isEqualTo("svar");
        assertThat(CircuitBreakerMaintenance.get().currentState(name)).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void queriesAboveTheLimitAreRefusedWithoutCounting() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            inside.countDown();
            release.await();
            connection.write(answer(200, "{\"forsendelseIds\":[]}"));
        })) {
            Fixture fixture = new Fixture(
                    server.url("/api"),
                    Map.of("bryter.samtidige-oppslag", "1", "bryter.vindu", "2", "bryter.feilandel", "0.5"));
            CompletableFuture<LookupOutcome> first =
                    CompletableFuture.supplyAsync(() -> fixture.client.findByEksternRef("r"));
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

            for (int number = 0; number < 5; number++) {
                assertThat(fixture.client.findByEksternRef("r"))
                        .isEqualTo(new Feilet("Too many queries to SvarUt at once"));
            }
            release.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(new None());
            assertThat(fixture.circuit.open()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bryter.vindu,0",
        "bryter.samtidige-oppslag,0",
        "bryter.feilandel,0",
        "bryter.feilandel,1.1",
        "bryter.apen-tid,PT0S"
    })
    void impossibleValuesAreRefused(String property, String value) {
        assertThatThrownBy(() -> new Fixture(URI.create("http://127.0.0.1:1"), Map.of(property, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("digisos.svarut." + property);
    }
}
