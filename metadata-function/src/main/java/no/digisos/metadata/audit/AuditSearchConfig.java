package no.digisos.metadata.audit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import no.digisos.common.startup.Limit;
import org.eclipse.microprofile.config.spi.Converter;

/** Limits of the search in the audit log. */
@ConfigMapping(prefix = "digisos.audit-sok")
public interface AuditSearchConfig {
    /** How many hits an answer has unless {@code antall} says otherwise. */
    @WithDefault("50")
    @WithConverter(Limit.Positive.class)
    int antall();

    /** How many hits one answer may have; a higher {@code antall} is answered with 400. */
    @WithDefault("500")
    @WithConverter(Hit.class)
    int maksAntall();

    /** How many hits an answer may have. */
    @RegisterForReflection // Configuration makes its converters by reflection.
    final class Hit implements Converter<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public Integer convert(String value) {
            return Limit.within(value, 1, 10_000);
        }
    }
}
