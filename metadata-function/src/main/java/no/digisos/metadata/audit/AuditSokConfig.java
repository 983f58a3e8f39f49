package no.digisos.metadata.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Limits of the search in the audit log. */
@ConfigMapping(prefix = "digisos.audit-sok")
public interface AuditSokConfig {
    /** How many hits an answer has unless {@code antall} says otherwise. */
    @WithDefault("50")
    @Min(1)
    int antall();

    /** How many hits one answer may have; a higher {@code antall} is answered with 400. */
    @WithDefault("500")
    @Min(1)
    @Max(10_000)
    int maksAntall();
}
