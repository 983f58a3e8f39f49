package no.digisos.fallback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import no.digisos.common.observability.SafeTrace;
import no.digisos.fallback.run.RunReport;

/**
 * What cron starts: does all due sweeps once, prints one line of JSON with what it did, and exits.
 *
 * <p>Exit codes: 0 done, 1 when this run stopped a delivery that a human must decide on, 2 when it could not work. With
 * {@code --tjeneste} it stays and does the same sweeps at an interval, with health and metrics over HTTP. Any number may run at
 * once: the rows decide who does what.
 */
@QuarkusMain
public class FallbackJob implements QuarkusApplication {
    static final String SERVICE = "--tjeneste";

    private static final int DONE = 0;
    private static final int STOPPED_SOMETHING = 1;
    private static final int COULD_NOT_WORK = 2;

    private final DurationRelations durationRelations;
    private final Run run;
    private final ObjectMapper mapper;

    public FallbackJob(DurationRelations durationRelations, Run run, ObjectMapper mapper) {
        this.durationRelations = durationRelations;
        this.run = run;
        this.mapper = mapper;
    }

    public static void main(String[] args) {
        if (!Arrays.asList(args).contains(SERVICE)) {
            // Run once: neither a server, a timer nor a tracer is started.
            System.setProperty("quarkus.http.host-enabled", "false");
            System.setProperty("quarkus.scheduler.enabled", "false");
            System.setProperty("quarkus.otel.sdk.disabled", "true");
        }
        Quarkus.run(FallbackJob.class, args);
    }

    @Override
    public int run(String... args) throws JsonProcessingException {
        try {
            durationRelations.require();
            if (Arrays.asList(args).contains(SERVICE)) {
                Quarkus.waitForExit();
                return DONE;
            }
            RunReport report = run.run();
            System.out.println(mapper.writeValueAsString(report));
            return report.feil() > 0 ? COULD_NOT_WORK : report.stoppet() > 0 ? STOPPED_SOMETHING : DONE;
        } catch (RuntimeException e) {
            Log.error("The run could not be carried out", SafeTrace.of(e));
            return COULD_NOT_WORK;
        }
    }
}
