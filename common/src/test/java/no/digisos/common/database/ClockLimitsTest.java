package no.digisos.common.database;

import java.time.Duration;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class ClockLimitsTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(ClockLimits.class)
                .expect(ClockLimits::varselAvvik, Duration.ofSeconds(5))
                .expect(ClockLimits::hvert, Duration.ofSeconds(60))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(ClockLimits.class)
                .set("digisos.klokke.varsel-avvik", "11s", ClockLimits::varselAvvik, Duration.ofSeconds(11))
                .set("digisos.klokke.hvert", "12s", ClockLimits::hvert, Duration.ofSeconds(12))
                .check();
    }
}
