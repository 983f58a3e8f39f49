package no.digisos.submit.innsyn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import no.digisos.common.startup.Limit;

/** Limits of the citizen's reads. */
@ConfigMapping(prefix = "digisos.innsyn")
public interface InnsynConfig {
    /** How many documents one bulk request may name; more are answered with 400. innsyn-api sends at most 25. */
    @WithDefault("100")
    @WithConverter(Limit.Positive.class)
    int maksDokumenter();
}
