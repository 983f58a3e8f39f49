package no.digisos.local.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.digisos.testkit.process.ChildProcess;
import no.digisos.testkit.process.ProgramRun;
import no.digisos.testkit.token.TokenIssuer;

/** A stack that is ready, until it is closed. */
public final class RunningStack implements AutoCloseable {

    private static final Duration FALLBACK_LIMIT = Duration.ofMinutes(5);
    private static final Duration DRIFT_LIMIT = Duration.ofMinutes(1);

    private final StackJson json;
    private final StackKeys keys;
    private final StackDatabase database;
    private final StackClock clock;
    private final TokenIssuer tokens;
    private final Map<String, FunctionProcess> functions;
    private final Instances instances;
    private final ChildProcess.Command fallbackOnce;
    private final Teardown teardown;

    RunningStack(
            StackJson json,
            StackKeys keys,
            StackDatabase database,
            StackClock clock,
            TokenIssuer tokens,
            Map<String, FunctionProcess> functions,
            Instances instances,
            ChildProcess.Command fallbackOnce,
            Teardown teardown) {
        this.json = json;
        this.keys = keys;
        this.database = database;
        this.clock = clock;
        this.tokens = tokens;
        this.functions = Map.copyOf(functions);
        this.instances = instances;
        this.fallbackOnce = fallbackOnce;
        this.teardown = teardown;
    }

    /** What stack.json says. */
    public StackJson json() {
        return json;
    }

    /** Every key and certificate. */
    public StackKeys keys() {
        return keys;
    }

    /** The database. */
    public StackDatabase database() {
        return database;
    }

    /** The clock of all deadlines. */
    public StackClock clock() {
        return clock;
    }

    /** The token issuers. */
    public TokenIssuer tokens() {
        return tokens;
    }

    /**
     * A function's process.
     *
     * @param module for example {@code submit-function}
     * @return empty for fallback-job when it does not run as a service
     */
    public Optional<FunctionProcess> function(String module) {
        return Optional.ofNullable(functions.get(module));
    }

    /**
     * One more instance of a function, on a port of its own and not behind the gateway. The caller starts and stops it.
     *
     * @param environment what it is told otherwise than the others
     */
    public FunctionProcess another(String module, Map<String, String> environment) throws IOException {
        return instances.function(module, environment);
    }

    /**
     * One more fallback-job as a service. The caller starts and stops it.
     *
     * @param environment what it is told otherwise than the stack's own
     */
    public FunctionProcess anotherFallback(Map<String, String> environment) throws IOException {
        return instances.fallbackService(environment);
    }

    /**
     * The command of one run of the fallback-job.
     *
     * @param environment what it is told otherwise than the stack's own
     */
    public ChildProcess.Command fallbackOnce(Map<String, String> environment) throws IOException {
        return instances.fallbackOnce(environment);
    }

    /**
     * An emulator of SvarUt as a process of its own, which may be killed: with the konto, keys and certificate of the
     * stack's own, and a store that outlives it. The caller starts and stops it.
     *
     * @param cut how long a sending may take
     */
    public FunctionProcess anotherSvarUt(Duration cut) throws IOException {
        return instances.svarUt(cut);
    }

    /**
     * The same in another packaging than the stack's own.
     *
     * @throws IOException when it is not built so
     */
    public FunctionProcess another(Packaging packaging, String module, Map<String, String> environment)
            throws IOException {
        return instances.as(packaging).function(module, environment);
    }

    /**
     * The command line and environment of one run of the fallback-job.
     *
     * @throws IOException when it is not built so
     */
    public ChildProcess.Command fallbackOnce(Packaging packaging) throws IOException {
        return instances.as(packaging).fallbackOnce(Map.of());
    }

    /**
     * Runs the fallback-job once, from its command line.
     *
     * @throws IOException when it has not ended after five minutes
     */
    public ProgramRun.Result runFallbackOnce() throws IOException, InterruptedException {
        return ProgramRun.run(fallbackOnce, FALLBACK_LIMIT);
    }

    /**
     * Runs the operators' program.
     *
     * @param arguments its command line
     * @throws IOException when it is not built, or has not ended after a minute
     */
    public ProgramRun.Result drift(String... arguments) throws IOException, InterruptedException {
        return ProgramRun.run(instances.drift(List.of(arguments)), DRIFT_LIMIT);
    }

    /** Stops everything: the functions, what is around them, the database. Removes stack.json first. */
    @Override
    public void close() {
        teardown.close();
    }
}
