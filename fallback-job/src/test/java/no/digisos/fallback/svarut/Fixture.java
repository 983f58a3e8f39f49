package no.digisos.fallback.svarut;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import no.digisos.fallback.maskinporten.MaskinportenException;
import no.digisos.fallback.maskinporten.TokenSource;
import no.digisos.fallback.testkit.TestConfig;
import org.jspecify.annotations.Nullable;

/** A client against a test server, with a clock that the test moves and a token that the test decides on. */
final class Fixture {
    static final UUID KONTO = UUID.fromString("11111111-1111-4111-8111-111111111111");
    static final UUID INTEGRASJON = UUID.fromString("22222222-2222-4222-8222-222222222222");
    static final UUID DIGISOS_ID = UUID.fromString("33333333-3333-4333-8333-333333333333");
    static final UUID FORSENDELSE = UUID.fromString("44444444-4444-4444-8444-444444444444");
    static final String REFERENCE = "110000abc";
    static final String RECEIPT = "{\"id\":\"" + FORSENDELSE + "\"}";

    private static final AtomicInteger NEXT = new AtomicInteger();

    final SvarUtConfig config;
    final Tokens tokens = new Tokens();
    final AtomicLong nano = new AtomicLong(Long.MAX_VALUE - 5); // Overflows at once: only differences may be compared.
    final SvarUtCircuit circuit;
    final SvarUtClient client;

    Fixture(URI url) {
        this(url, Map.of());
    }

    Fixture(URI url, Map<String, String> overrides) {
        this.config = config(url, overrides);
        this.circuit = new SvarUtCircuit("test-" + NEXT.incrementAndGet(), config.bryter());
        this.client = new SvarUtClient(config, tokens, circuit, nano::get);
    }

    static SvarUtConfig config(URI url, Map<String, String> overrides) {
        Map<String, String> values = new HashMap<>(Map.of(
                "digisos.svarut.url", url.toString(),
                "digisos.svarut.konto-id", KONTO.toString(),
                "digisos.svarut.integrasjon-id", INTEGRASJON.toString(),
                "digisos.svarut.integrasjon-passord", "hemmelig"));
        overrides.forEach((name, value) -> values.put("digisos.svarut." + name, value));
        return TestConfig.of(SvarUtConfig.class, values);
    }

    PostWindow openWindow() {
        return new PostWindow(nano.get(), Duration.ofSeconds(60));
    }

    /** Sends a small forsendelse of two documents. */
    SendOutcome send() {
        return send(List.of(
                document("soknad.json", "{\"versjon\":1}".getBytes(StandardCharsets.UTF_8)),
                document("Soknad.pdf", new byte[100_000])));
    }

    SendOutcome send(List<ForsendelseDokument> dokumenter) {
        return client.send(forsendelse(dokumenter), dokumenter, openWindow());
    }

    Forsendelse forsendelse(List<ForsendelseDokument> dokumenter) {
        return Forsendelse.forDigisos(
                config,
                config.tittelSoknad(),
                new Address("Testkommune", "987654321", "Gata 1", null, null, "0001", "Oslo", null),
                dokumenter.stream().map(ForsendelseDokument::metadata).toList(),
                REFERENCE,
                DIGISOS_ID,
                null,
                Instant.parse("2026-01-02T03:04:05Z"),
                false);
    }

    static ForsendelseDokument document(String filnavn, byte[] content) {
        return new ForsendelseDokument(metadata(filnavn), content.length, () -> new ByteArrayInputStream(content));
    }

    static SvarUtDokument metadata(String filnavn) {
        boolean pdf = filnavn.endsWith(".pdf");
        return new SvarUtDokument(filnavn, pdf ? "application/pdf" : "application/json", !pdf);
    }

    /** Gives tokens token-1, token-2, … and notes which were thrown away. */
    static final class Tokens implements TokenSource {
        private final AtomicInteger number = new AtomicInteger(1);

        @Nullable
        MaskinportenException failure;

        Runnable onFetch = () -> {};

        @Override
        public String token() throws MaskinportenException {
            onFetch.run();
            if (failure != null) {
                throw failure;
            }
            return "token-" + number.get();
        }

        @Override
        public void discard(String token) {
            if (token.equals("token-" + number.get())) {
                number.incrementAndGet();
            }
        }
    }
}
