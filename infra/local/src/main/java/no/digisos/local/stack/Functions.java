package no.digisos.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.digisos.testkit.process.ChildProcess;

/** The command lines of the functions and of the operators' program. */
final class Functions {

    static final String SUBMIT = "submit-function";
    static final String STATUS = "status-function";
    static final String METADATA = "metadata-function";
    static final String FALLBACK = "fallback-job";
    private static final String DRIFT = "infra/drift";

    private static final String AS_SERVICE = "--tjeneste";
    private static final String HEAP = "-Xmx256m";
    /** An executable that begins with less collects all of its heap again and again until it has found out how much it may have. */
    private static final String WHOLE_HEAP = "-Xms256m";

    /** A little more than the 30 s that a function gives its requests to end. */
    private static final Duration GRACE = Duration.ofSeconds(35);

    private final Checkout checkout;
    private final Packaging packaging;
    private final Path logs;

    Functions(Checkout checkout, Packaging packaging, Path logs) {
        this.checkout = checkout;
        this.packaging = packaging;
        this.logs = logs;
    }

    Functions as(Packaging other) {
        return new Functions(checkout, other, logs);
    }

    /**
     * Fails before anything is started, if anything is missing.
     *
     * @throws IOException naming the first function that is not built
     */
    void requireBuilt() throws IOException {
        for (String module : List.of(SUBMIT, STATUS, METADATA, FALLBACK)) {
            executable(module);
        }
    }

    /**
     * A function that answers HTTP callers.
     *
     * @param environment what it needs but its port
     * @throws IOException when it is not built
     */
    FunctionProcess process(String module, int port, Map<String, String> environment) throws IOException {
        return new FunctionProcess(command(module, List.of(), withPort(environment, port)), port);
    }

    /** The fallback-job as a service. */
    FunctionProcess fallbackService(int port, Map<String, String> environment) throws IOException {
        return new FunctionProcess(command(FALLBACK, List.of(AS_SERVICE), withPort(environment, port)), port);
    }

    /** The fallback-job for one run. */
    ChildProcess.Command fallbackOnce(Map<String, String> environment) throws IOException {
        return command(FALLBACK, List.of(), withPort(environment, 0));
    }

    /** The operators' program, which is there as a jar alone. */
    ChildProcess.Command drift(List<String> arguments, Map<String, String> environment) throws IOException {
        return as(Packaging.FAST_JAR).command(DRIFT, arguments, environment);
    }

    private ChildProcess.Command command(String module, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> options = new ArrayList<>();
        options.add(HEAP);
        options.add("-XX:+ExitOnOutOfMemoryError");
        options.add("-Duser.timezone=UTC");
        if (module.equals(FALLBACK)) {
            // The JDK reads it once, when a process uses its first HTTP client.
            options.add("-Djdk.httpclient.disableRetryConnect=true");
        }
        List<String> line = new ArrayList<>();
        if (packaging == Packaging.NATIVE) {
            line.add(executable(module).toString());
            line.addAll(options);
            line.add(WHOLE_HEAP);
        } else {
            options.add(packaging == Packaging.FAST_JAR_G1 ? "-XX:+UseG1GC" : "-XX:+UseSerialGC");
            switch (packaging) {
                case AOT_CACHE -> options.add("-XX:AOTCache=" + checkout.aotCache(module));
                case AOT_TRAINING -> options.add("-XX:AOTCacheOutput=" + checkout.aotCacheToBe(module));
                default -> {}
            }
            line.addAll(ChildProcess.javaJar(options, executable(module)));
        }
        line.addAll(arguments);
        String name = Path.of(module).getFileName().toString();
        return new ChildProcess.Command(name, line, environment, logs.resolve(name + ".log"), GRACE);
    }

    private Path executable(String module) throws IOException {
        return switch (packaging) {
            case FAST_JAR, FAST_JAR_G1 -> checkout.jar(module);
            case AOT_CACHE, AOT_TRAINING -> checkout.aotJar(module);
            case NATIVE -> checkout.runner(module);
        };
    }

    private static Map<String, String> withPort(Map<String, String> environment, int port) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        all.put("TZ", "UTC");
        return all;
    }
}
