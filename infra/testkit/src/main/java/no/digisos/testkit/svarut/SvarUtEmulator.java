package no.digisos.testkit.svarut;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import no.digisos.testkit.error.ErrorBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An emulator of SvarUt's API v2 (svarut.md) that keeps what it was sent on disk and fails on demand. Every path is
 * served with and without {@code /api} in front.
 *
 * <p>A forsendelse goes through MOTTATT and AKSEPTERT to KLAR_FOR_MOTTAK at once, and further when it is told. Stricter
 * than the real service: fields that v2 does not have are refused.
 *
 * <p>It is steered through these, without login:
 *
 * <table>
 * <caption>Control</caption>
 * <tr><td>{@code GET /kontroll/helse}</td><td>200 when it runs</td></tr>
 * <tr><td>{@code GET /kontroll/forsendelser[?eksternRef=]}</td><td>everything that was taken over, in the order it came,
 * with size and SHA-256 of each document as received, of the decrypted one under {@code klartekst}, and whether it was
 * printed</td></tr>
 * <tr><td>{@code GET /kontroll/forsendelser/{id}}</td><td>one of them</td></tr>
 * <tr><td>{@code GET /kontroll/forsendelser/{id}/dokumenter/{filnavn}}</td><td>the bytes received</td></tr>
 * <tr><td>{@code POST /kontroll/forsendelser/{id}/status} {@code {"status":"PRINTET"}}</td><td>walks there over the
 * statuses between; 409 when there is no way</td></tr>
 * <tr><td>{@code POST /kontroll/forsendelser/{id}/neste}</td><td>one step on the usual way, to LEST</td></tr>
 * <tr><td>{@code PUT /kontroll/livslop} {@code {"automatisk":false}}</td><td>new ones stay MOTTATT</td></tr>
 * <tr><td>{@code GET}, {@code DELETE /kontroll/feil}</td><td>the failures still to come; none from now on</td></tr>
 * <tr><td>{@code POST /kontroll/feil} {@code {"type":…,"antall":2,"eksternRef":"…"}}</td><td>a failure for the next
 * {@code antall} calls that it concerns, or until it is reset; for all, or one reference</td></tr>
 * </table>
 *
 * <p>The types, in a send unless it says otherwise: ACCEPT_THEN_DROP (takes it over, then cuts the connection);
 * DROP_BEFORE_ACCEPT (cuts it after the metadata); STATUS ({@code status}, takes nothing over); STATUS_AFTER_ACCEPT
 * ({@code status}, but has taken it over); SLOW (takes it over, answers after {@code millis}); UNPARSABLE_200 (takes it
 * over, answers HTML); AVVIST (takes it over; the first status look-up says MOTTATT, the next AVVIST); TWO_IDS (takes it
 * over twice, answers one id); LOOKUP_LAG (a look-up by eksternRef finds nothing, or with {@code millis} nothing that is
 * younger); LOOKUP_UNREADABLE (a look-up by eksternRef answers 200 with another shape, {@code []}); DOWN (503 to every call but these).
 */
public final class SvarUtEmulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SvarUtEmulator.class);

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final SvarUtApi api;
    private final ControlApi check;
    private final JsonMapper json;
    private final Clock clock;

    private SvarUtEmulator(EmulatorConfig config, Clock clock) throws IOException {
        this.clock = clock;
        this.json = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        Path key = config.privateKey();
        FailurePlan failures = new FailurePlan();
        AtomicBoolean automatic = new AtomicBoolean(true);
        ForsendelseStore store = ForsendelseStore.open(config.storage(), json);
        SendForsendelse sending = new SendForsendelse(
                store,
                failures,
                json,
                clock,
                key == null ? null : DokumentOpener.withKey(key),
                config.maxPrintBytes(),
                config.cut(),
                automatic);
        this.api = new SvarUtApi(
                new Access(config), store, failures, sending, Files.readString(config.certificate()), json, clock);
        this.check = new ControlApi(store, failures, json, clock, automatic);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()), 0);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
    }

    /**
     * Starts an emulator.
     *
     * @throws IOException when the port is taken, or a file of the configuration cannot be read
     */
    public static SvarUtEmulator start(EmulatorConfig config) throws IOException {
        return start(config, Clock.systemUTC());
    }

    static SvarUtEmulator start(EmulatorConfig config, Clock clock) throws IOException {
        SvarUtEmulator emulator = new SvarUtEmulator(config, clock);
        emulator.server.start();
        return emulator;
    }

    /**
     * Runs an emulator as a process of its own, until it is killed. Each option is an argument {@code --name=value} or a
     * system property {@code svarut.name}: {@code port}, {@code lager} (directory), {@code jwks} (URL), {@code kontoer}
     * (a JSON file with a list of {@link EmulatorConfig.Konto}), {@code sertifikat} (PEM), and if wanted {@code nokkel}
     * (PEM), {@code utsteder} (the token's {@code iss}), {@code kutt} (the longest that a sending may take, ISO 8601).
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Function<String, Optional<String>> option = name -> Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--" + name + "="))
                .map(argument -> argument.substring(name.length() + 3))
                .findFirst()
                .or(() -> Optional.ofNullable(System.getProperty("svarut." + name)));
        Function<String, String> required = name -> option.apply(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("--" + name + "= or -Dsvarut." + name + "= is missing"));
        EmulatorConfig config = new EmulatorConfig(
                Integer.parseInt(required.apply("port")),
                Path.of(required.apply("lager")),
                required.apply("jwks"),
                option.apply("utsteder").orElse(null),
                List.of(new JsonMapper()
                        .readValue(Path.of(required.apply("kontoer")).toFile(), EmulatorConfig.Konto[].class)),
                Path.of(required.apply("sertifikat")),
                option.apply("nokkel").map(Path::of).orElse(null),
                EmulatorConfig.MAX_PRINT_BYTES,
                option.apply("kutt").map(Duration::parse).orElse(EmulatorConfig.CUT));
        SvarUtEmulator emulator = start(config);
        System.out.println("SvarUt emulator: " + emulator.url());
        new CountDownLatch(1).await();
    }

    /** The base of every path, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Stops at once; what was accepted stays in the store. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Answer answer;
            try {
                Call call = Call.of(exchange);
                boolean control =
                        !call.path().isEmpty() && call.path().getFirst().equals("kontroll");
                answer = control ? check.answer(call) : api.answer(call);
            } catch (EmulatorRefusal e) {
                answer = new Answer.Refusal(e.status(), e.text());
            } catch (IllegalArgumentException e) {
                answer = new Answer.Refusal(400, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("the emulator itself failed", e);
                answer = new Answer.Refusal(500, "Feil i emulatoren");
            }
            write(exchange, path, answer);
        }
    }

    private void write(HttpExchange exchange, String path, Answer answer) throws IOException {
        if (answer instanceof Answer.Cut) {
            // Closing the exchange without an answer closes the connection.
            return;
        }
        // A client that sends its whole body before it reads must see the answer, and not a reset.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        switch (answer) {
            case Answer.Json(Object body) -> send(exchange, 200, "application/json", json.writeValueAsBytes(body));
            case Answer.Text(String type, String body) ->
                send(exchange, 200, type, body.getBytes(StandardCharsets.UTF_8));
            case Answer.Refusal(int status, String message) -> {
                if (status == 401) {
                    // RFC 9110, 15.5.2: a 401 names the scheme; some clients take one without for a broken answer.
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                }
                send(
                        exchange,
                        status,
                        "application/json",
                        ErrorBody.of(clock, status, path, message).toJson().getBytes(StandardCharsets.UTF_8));
            }
            case Answer.File(Path file) -> {
                exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
                long size = Files.size(file);
                exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
                if (size > 0) {
                    Files.copy(file, exchange.getResponseBody());
                }
            }
            case Answer.Empty _ -> exchange.sendResponseHeaders(204, -1);
            case Answer.Cut _ -> {}
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
