package no.digisos.submit.soknad;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import no.digisos.common.startup.Limit;

/** Limits of what a søknad may say. */
@ConfigMapping(prefix = "digisos.soknad")
public interface SoknadConfig {
    /**
     * The enhetsnummer of tilleggsinformasjonJson, in characters (UTF-16). Real ones are four digits. What is no office of the
     * kommune is taken all the same, and goes to the kommune's default konto; only what is longer than this is answered with 400.
     */
    @WithDefault("100")
    @WithConverter(Limit.Positive.class)
    int maksEnhetsnummer();
}
