package no.digisos.common.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How far a machine's clock and the database server's may lie apart before somebody is told. */
@ConfigMapping(prefix = "digisos.klokke")
public interface ClockLimits {
    /**
     * From this difference on there is a line at WARN a minute. Clocks that are kept right differ by milliseconds; tokens are refused
     * from a difference of about a minute to their issuer's.
     */
    @WithDefault("5s")
    Duration varselAvvik();

    /** How often a function compares the two. fallback-job does so at each run. */
    @WithDefault("60s")
    Duration hvert();
}
