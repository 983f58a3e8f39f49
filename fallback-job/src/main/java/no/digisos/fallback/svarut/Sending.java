package no.digisos.fallback.svarut;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import no.digisos.fallback.maskinporten.MaskinportenException;
import no.digisos.fallback.maskinporten.TokenSource;
import no.digisos.fallback.svarut.Exchange.Result;

/**
 * One POST, at most once (delivery.md 3, rule D). What makes it so: the JDK repeats a POST by itself only when
 * {@code enableAllMethodRetry} is set, which is refused; each sending has an HTTP client of its own, so there is no pooled
 * connection that could have died; redirects are not followed; and the body can be opened only once.
 */
final class Sending {
    private static final String ALL_METHODS = "jdk.httpclient.enableAllMethodRetry";
    private static final String CONNECT = "jdk.httpclient.disableRetryConnect";

    private final SvarUtConfig config;
    private final TokenSource tokenSource;
    private final SvarUtCircuit circuit;
    private final Classification classification;
    private final LongSupplier nanoTime;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    Sending(
            SvarUtConfig config,
            TokenSource tokenSource,
            SvarUtCircuit circuit,
            Classification classification,
            LongSupplier nanoTime) {
        turnRepetitionOff();
        this.config = config;
        this.tokenSource = tokenSource;
        this.circuit = circuit;
        this.classification = classification;
        this.nanoTime = nanoTime;
    }

    /** The JDK reads both once per process; see {@link SvarUtConfig}. */
    private static void turnRepetitionOff() {
        String allMethods = System.getProperty(ALL_METHODS);
        if (allMethods != null && (allMethods.isEmpty() || Boolean.parseBoolean(allMethods))) {
            throw new IllegalStateException("-D" + ALL_METHODS + " would send a forsendelse twice; remove it");
        }
        // Set, not left out: net.properties of the JDK could say otherwise.
        System.setProperty(ALL_METHODS, "false");
        System.setProperty(CONNECT, "true");
    }

    SendOutcome send(Forsendelse forsendelse, List<ForsendelseDokument> dokumenter, PostWindow window) {
        if (!dokumenter.stream().map(ForsendelseDokument::metadata).toList().equals(forsendelse.dokumenter())) {
            throw new IllegalArgumentException("The documents are not those of the forsendelse, in its order");
        }
        String token;
        try {
            token = tokenSource.token();
        } catch (MaskinportenException e) {
            circuit.report(false);
            return withoutToken(e);
        }
        String boundary = "digisos-" + UUID.randomUUID();
        try (ForsendelseBody body = ForsendelseBody.of(boundary, metadata(forsendelse), dokumenter);
                SingleUseClient client = SingleUseClient.create(config)) {
            HttpRequest request = request(token, boundary, body);
            // The last thing before the request: everything above may have taken its time.
            if (!window.isOpen(nanoTime.getAsLong())) {
                return new SendOutcome.TryAgain(
                        config.ventVedUtilgjengelig(), "The post window had passed, nothing was sent", false);
            }
            Result result = Exchange.run(client.http(), request, config.tidsgrenseTotalt());
            return reported(result, token);
        } catch (UncheckedIOException e) {
            // Only from making the client, before the request: the machine is out of sockets or selectors.
            return new SendOutcome.TryAgain(config.ventVedUtilgjengelig(), "No HTTP client could be made", true);
        }
    }

    private SendOutcome reported(Result result, String token) {
        SendOutcome answer = classification.of(result);
        if (Classification.status(result) == 401) {
            tokenSource.discard(token);
        }
        if (!Classification.ownFailure(result)) {
            circuit.report(answer instanceof SendOutcome.Sent || answer instanceof SendOutcome.Avvist);
        }
        return answer;
    }

    private SendOutcome withoutToken(MaskinportenException failure) {
        String reason = failure.getMessage() == null ? "No token" : failure.getMessage();
        return switch (failure.reason()) {
            case REFUSED -> new SendOutcome.TryAgain(config.ventVedTilgangsfeil(), reason, true);
            case UNAVAILABLE, INVALID_ANSWER -> new SendOutcome.TryAgain(config.ventVedUtilgjengelig(), reason, false);
        };
    }

    private HttpRequest request(String token, String boundary, ForsendelseBody body) {
        return Endpoints.withLogin(HttpRequest.newBuilder(Endpoints.forsendelser(config)), config, token)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofInputStream(once(body)))
                .build();
    }

    /** Whatever would begin a second request gets no body for it. */
    private static Supplier<InputStream> once(ForsendelseBody body) {
        AtomicBoolean used = new AtomicBoolean();
        return () -> {
            if (used.getAndSet(true)) {
                throw new IllegalStateException("A forsendelse must not be sent twice");
            }
            return body;
        };
    }

    private byte[] metadata(Forsendelse forsendelse) {
        try {
            return json.writeValueAsBytes(forsendelse);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A forsendelse could not be written as JSON", e);
        }
    }

    /** An HTTP client for one request. Closing it cuts the connection, so nothing more can reach SvarUt from then on. */
    private record SingleUseClient(HttpClient http) implements AutoCloseable {
        static SingleUseClient create(SvarUtConfig config) {
            return new SingleUseClient(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(config.tilkobling())
                    .build());
        }

        /** Does not wait, unlike {@link HttpClient#close()}: the time limit has been used already. */
        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
