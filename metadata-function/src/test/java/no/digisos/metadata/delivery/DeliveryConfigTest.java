package no.digisos.metadata.delivery;

import java.time.Duration;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class DeliveryConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(DeliveryConfig.class)
                .expect(DeliveryConfig::vindu, Duration.ofDays(30))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(DeliveryConfig.class)
                .set("digisos.levering.vindu", "11s", DeliveryConfig::vindu, Duration.ofSeconds(11))
                .check();
    }
}
