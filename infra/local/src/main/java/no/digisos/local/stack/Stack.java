package no.digisos.local.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import no.digisos.local.gateway.Gateway;
import no.digisos.local.gateway.GatewayConfig;
import no.digisos.local.gateway.Routes;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.process.ChildProcess;
import no.digisos.testkit.process.LocalPostgres;
import no.digisos.testkit.process.Ports;
import no.digisos.testkit.svarut.EmulatorConfig;
import no.digisos.testkit.svarut.SvarUtEmulator;
import no.digisos.testkit.token.TokenIssuer;

/**
 * Starts the whole of Digisos on this machine: a real Postgres with roles and schema, keys, seeds, token issuers, a SvarUt
 * emulator, the gateway with http and https, and the functions as processes of their own. {@link StackOptions#HELP} lists
 * the options; {@link StackJson} is what it tells.
 */
public final class Stack {

    /** Digisos as a sender in SvarUt. */
    private static final EmulatorConfig.Konto KONTO = new EmulatorConfig.Konto(
            UUID.fromString("d1610505-0000-4000-8000-000000000001"),
            UUID.fromString("d1610505-0000-4000-8000-000000000002"),
            "svarut-passord-kun-for-test",
            StackKeys.DIGISOS_ORG);

    private final Checkout checkout;
    private final StackOptions options;
    private final Teardown teardown;
    private final Path logs;

    private Stack(Checkout checkout, StackOptions options, Teardown teardown) {
        this.checkout = checkout;
        this.options = options;
        this.teardown = teardown;
        this.logs = checkout.work().resolve("logg");
    }

    /**
     * Starts a stack of the checkout that the working directory is in, and returns when everything is ready.
     *
     * @throws IOException naming what is missing or failed; nothing is left running
     */
    public static RunningStack start(StackOptions options) throws IOException, InterruptedException {
        return start(Checkout.here(), options, new Teardown());
    }

    /** Runs a stack until SIGINT or SIGTERM; exit code 0 then, 1 when it could not be started, 2 for wrong options. */
    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(StackOptions.HELP);
            return;
        }
        StackOptions options;
        try {
            options = StackOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("start: " + e.getMessage());
            System.exit(2);
            return;
        }
        Ending ending = Ending.onShutdown();
        try {
            RunningStack stack = ending.start(options);
            System.out.print(summary(stack.json(), Checkout.here().stackJson()));
        } catch (IOException | IllegalStateException e) {
            if (!ending.begun()) {
                System.err.println("start: " + e.getMessage());
                ending.exit(1);
            }
        }
        new CountDownLatch(1).await();
    }

    /** Starts a stack that the teardown ends. */
    static RunningStack start(Checkout checkout, StackOptions options, Teardown teardown)
            throws IOException, InterruptedException {
        try {
            return new Stack(checkout, options, teardown).start();
        } catch (IOException | InterruptedException | RuntimeException e) {
            teardown.close();
            throw e;
        }
    }

    private RunningStack start() throws IOException, InterruptedException {
        Functions functions = new Functions(checkout, options.nativ() ? Packaging.NATIVE : Packaging.FAST_JAR, logs);
        functions.requireBuilt();
        lock();
        Path postgresData = checkout.work().resolve("postgres");
        LocalPostgres.stopLeftBehind(postgresData);
        if (!options.behold()) {
            delete(checkout.work());
        }
        Files.createDirectories(logs);
        Files.deleteIfExists(checkout.stackJson());

        StackKeys keys = StackKeys.in(checkout.work().resolve("nokler"));
        LocalPostgres postgres = LocalPostgres.start(postgresData, 0);
        teardown.add("PostgreSQL", postgres::close);
        postgres.leaveShutdownToCaller();
        StackDatabase database = StackDatabase.prepare(postgres, options.reserver(), checkout, logs);
        Seeds.sow(database, keys);
        List<StackJson.Sak> saker = Seeds.sowSaker(database, keys, options.saker());

        TokenIssuer tokens =
                TokenIssuer.start(0, checkout.work().resolve("tokennokler.json"), List.of(keys.maskinportenClient()));
        teardown.add("the token issuers", tokens::close);
        SvarUtEmulator svarUt = SvarUtEmulator.start(svarUtConfig(keys, tokens));
        teardown.add("SvarUt", svarUt::close);

        int submitPort = Ports.next();
        int statusPort = Ports.next();
        int metadataPort = Ports.next();
        // The functions are told it before the gateway is there, which waits for them.
        int httpsPort = options.httpsPort() == 0 ? Ports.next() : options.httpsPort();
        URI https = URI.create("https://localhost:" + httpsPort);
        Map<String, String> shared = FunctionConfig.shared(database, keys, tokens, https);
        Map<String, String> forFallback = FunctionConfig.fallback(shared, keys, tokens, svarUt, KONTO);
        Map<String, FunctionProcess> processes = new LinkedHashMap<>();
        processes.put(Functions.SUBMIT, functions.process(Functions.SUBMIT, submitPort, shared));
        processes.put(Functions.STATUS, functions.process(Functions.STATUS, statusPort, shared));
        processes.put(Functions.METADATA, functions.process(Functions.METADATA, metadataPort, shared));
        ChildProcess.Command fallbackOnce = functions.fallbackOnce(forFallback);
        if (options.fallback() == StackOptions.Fallback.TJENESTE) {
            processes.put(Functions.FALLBACK, functions.fallbackService(Ports.next(), forFallback));
        }
        startAll(processes);

        Gateway gateway = Gateway.start(
                GatewayConfig.onLoopback(
                        options.httpPort(),
                        new GatewayConfig.Https(httpsPort, keys.gatewayCertificate(), keys.gatewayKey())),
                Routes.digisos(submitPort, statusPort, metadataPort));
        teardown.add("the gateway", gateway::close);
        StackClock clock = new StackClock(database.asOwner());
        ClockServer clockServer = ClockServer.start(clock);
        teardown.add("the clock", clockServer::close);

        StackJson json = new StackJson(
                ProcessHandle.current().pid(),
                new StackJson.Gateway(URI.create("http://127.0.0.1:" + gateway.httpPort()), https, keys.ca()),
                token(tokens),
                Seeds.integrasjoner(),
                Seeds.kommuner(),
                keys.files(),
                new StackJson.SvarUt(URI.create(svarUt.url()), KONTO.kontoId(), URI.create(svarUt.url() + "/kontroll")),
                database.json(),
                processes(processes, fallbackOnce),
                clockServer.url(),
                Seeds.PERSONS,
                saker);
        json.write(checkout.stackJson());
        teardown.add("stack.json", () -> Files.deleteIfExists(checkout.stackJson()));
        return new RunningStack(
                json,
                keys,
                database,
                clock,
                tokens,
                processes,
                new Instances(
                        functions, shared, forFallback, new SvarUtProcess(KONTO, svarUtConfig(keys, tokens), logs)),
                fallbackOnce,
                teardown);
    }

    private void startAll(Map<String, FunctionProcess> processes) throws IOException, InterruptedException {
        // Together, since each may take its whole grace.
        teardown.add("the functions", () -> {
            List<Thread> stopping = processes.values().stream()
                    .map(process -> Thread.ofVirtual().start(process::stop))
                    .toList();
            for (Thread thread : stopping) {
                thread.join();
            }
        });
        for (FunctionProcess process : processes.values()) {
            if (teardown.begun()) {
                throw new IllegalStateException("the stack is being stopped");
            }
            process.start();
        }
        for (FunctionProcess process : processes.values()) {
            process.awaitReady();
        }
    }

    private EmulatorConfig svarUtConfig(StackKeys keys, TokenIssuer tokens) {
        return new EmulatorConfig(
                0,
                checkout.work().resolve("svarut"),
                tokens.jwksUrl(TokenIssuer.MASKINPORTEN),
                tokens.issuerUrl(TokenIssuer.MASKINPORTEN),
                List.of(KONTO),
                keys.svarUtFiles().sertifikat(),
                keys.svarUtFiles().nokkel(),
                EmulatorConfig.MAX_PRINT_BYTES);
    }

    private static StackJson.Token token(TokenIssuer tokens) {
        String address = tokens.tokenUrl();
        return new StackJson.Token(
                URI.create(address),
                URI.create(address + "?issuer=" + TokenIssuer.IDPORTEN + "&pid=" + Seeds.PERSONS.getFirst()),
                URI.create(address + "?issuer=" + TokenIssuer.MASKINPORTEN + "&orgnr=" + SeedData.NAV_ORG),
                new StackJson.Issuer(
                        tokens.issuerUrl(TokenIssuer.IDPORTEN), URI.create(tokens.jwksUrl(TokenIssuer.IDPORTEN)), null),
                new StackJson.Issuer(
                        tokens.issuerUrl(TokenIssuer.MASKINPORTEN),
                        URI.create(tokens.jwksUrl(TokenIssuer.MASKINPORTEN)),
                        URI.create(tokens.maskinportenTokenEndpoint())));
    }

    private static StackJson.Processes processes(Map<String, FunctionProcess> processes, ChildProcess.Command once)
            throws IOException {
        FunctionProcess service = processes.get(Functions.FALLBACK);
        return new StackJson.Processes(
                function(processes, Functions.SUBMIT),
                function(processes, Functions.STATUS),
                function(processes, Functions.METADATA),
                new StackJson.Fallback(
                        service == null ? null : service.requirePid(),
                        service == null ? null : service.health(),
                        once.log(),
                        once.arguments(),
                        once.environment()));
    }

    private static StackJson.FunctionInfo function(Map<String, FunctionProcess> processes, String module)
            throws IOException {
        FunctionProcess process = processes.get(module);
        if (process == null) {
            throw new IllegalStateException(module + " was not started");
        }
        return new StackJson.FunctionInfo(
                process.requirePid(), process.health(), process.command().log());
    }

    private void lock() throws IOException {
        Files.createDirectories(checkout.lock().getParent());
        FileChannel channel = FileChannel.open(checkout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            held = false;
        }
        if (!held) {
            channel.close();
            throw new IOException("a stack of this checkout runs already; see " + checkout.stackJson());
        }
        teardown.add("the lock", channel::close);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String summary(StackJson json, Path file) {
        return """
                Digisos runs.
                  API         %s
                              %s  (CA: %s)
                  tokens      %s
                              %s
                  SvarUt      %s
                  clock       %s
                  everything  %s
                Stop it with Ctrl-C, or: kill %d
                """.formatted(
                        json.gateway().http(),
                        json.gateway().https(),
                        json.gateway().caFil(),
                        json.token().personEksempel(),
                        json.token().maskinEksempel(),
                        json.svarut().url(),
                        json.klokke(),
                        file,
                        json.pid());
    }
}
