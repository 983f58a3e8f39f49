package no.digisos.common.error;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Every 401, in the metric {@code digisos.innlogging.avslag} (by error code). Nobody is known then, so there is no audit row; a
 * stream of them is how guessing shows.
 */
@ApplicationScoped
public class LoginRefusals {
    static final String METRIC = "digisos.innlogging.avslag";

    private final MeterRegistry registry;

    public LoginRefusals(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts the refusal that this error body tells of. */
    void count(ErrorMessage melding) {
        String code = melding.errorCode() == null ? "" : melding.errorCode();
        registry.counter(METRIC, "kode", code).increment();
    }
}
