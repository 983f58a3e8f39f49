package no.digisos.metadata.sak;

import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class NavStatusConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(NavStatusConfig.class)
                .expect(NavStatusConfig::maksIder, 50000)
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(NavStatusConfig.class)
                .set("digisos.nav-status.maks-ider", "11", NavStatusConfig::maksIder, 11)
                .check();
    }
}
