package no.digisos.metadata.kommune;

import java.time.Duration;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class LastKnownConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(LastKnownConfig.class)
                .expect(LastKnownConfig::ferskhet, Duration.ofSeconds(1))
                .expect(LastKnownConfig::oppfriskes, "10s")
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(LastKnownConfig.class)
                .set("digisos.minne.ferskhet", "11s", LastKnownConfig::ferskhet, Duration.ofSeconds(11))
                .set("digisos.minne.oppfriskes", "12s", LastKnownConfig::oppfriskes, "12s")
                .check();
    }
}
