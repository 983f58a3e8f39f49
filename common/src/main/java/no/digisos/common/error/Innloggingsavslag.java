package no.digisos.common.error;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Every 401, in the log and in the metric {@code digisos.innlogging.avslag} (by error code). Nobody is known then, so there is no
 * audit row; a stream of them is how guessing shows.
 */
@ApplicationScoped
public class Innloggingsavslag {
    static final String METRIKK = "digisos.innlogging.avslag";

    private final MeterRegistry registry;

    public Innloggingsavslag(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Notes the refusal that this error body tells of. */
    public void noter(ErrorMessage melding) {
        String kode = melding.errorCode() == null ? "" : melding.errorCode();
        registry.counter(METRIKK, "kode", kode).increment();
        Log.infof("Innlogging avslått %s: %s %s", melding.errorId(), kode, melding.path());
    }
}
