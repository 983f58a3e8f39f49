package no.digisos.metadata.kommune;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is kept in memory so that the kommuner can be told whatever happens to the database. */
@ConfigMapping(prefix = "digisos.minne")
public interface LastKnownConfig {
    /** How old the kommuner in an answer may be while the database is there. A change of configuration shows after this at most. */
    @WithDefault("1S")
    Duration ferskhet();

    /** How often kommuner and integrations are read anew when nobody asks. */
    @WithDefault("10s")
    String oppfriskes();
}
