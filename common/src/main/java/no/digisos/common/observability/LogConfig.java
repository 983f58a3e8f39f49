package no.digisos.common.observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much the log says of what goes on and on. */
@ConfigMapping(prefix = "digisos.logg")
public interface LogConfig {
    /**
     * While the database, SvarUt or a mail server is away, one line in this time tells of it, with the number of the lines that
     * were held back. A refused call always has its own line.
     */
    @WithDefault("PT1M")
    Duration mellomrom();
}
