package no.digisos.common.observability;

import java.time.Duration;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class LogConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(LogConfig.class)
                .expect(LogConfig::mellomrom, Duration.ofMinutes(1))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(LogConfig.class)
                .set("digisos.logg.mellomrom", "11s", LogConfig::mellomrom, Duration.ofSeconds(11))
                .check();
    }
}
