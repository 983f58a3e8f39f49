package no.digisos.metadata.sak;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import no.digisos.common.startup.Limit;

/** Limits of the status call. */
@ConfigMapping(prefix = "digisos.nav-status")
public interface NavStatusConfig {
    /**
     * How many ids one call may have; more are answered with 400. NAV sends all søknader that it has not seen delivered, without
     * pages (contract.md 5). The body's own limit, {@code digisos.opplasting.maks-json}, leaves room for about 100,000.
     */
    @WithDefault("50000")
    @WithConverter(Limit.Positive.class)
    int maksIder();
}
