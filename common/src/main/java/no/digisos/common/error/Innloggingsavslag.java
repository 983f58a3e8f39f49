package no.digisos.common.error;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Every 401, in the metric {@code digisos.innlogging.avslag} (by error code). Nobody is known then, so there is no audit row; a
 * stream of them is how guessing shows.
 */
@ApplicationScoped
public class Innloggingsavslag {
    static final String METRIKK = "digisos.innlogging.avslag";

    private final MeterRegistry registry;

    public Innloggingsavslag(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts the refusal that this error body tells of. */
    void tell(ErrorMessage melding) {
        String kode = melding.errorCode() == null ? "" : melding.errorCode();
        registry.counter(METRIKK, "kode", kode).increment();
    }
}
