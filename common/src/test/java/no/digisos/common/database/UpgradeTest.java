package no.digisos.common.database;

import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class UpgradeTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(Upgrade.class)
                .expect(Upgrade::gamleFunksjoner, false)
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(Upgrade.class)
                .set("digisos.oppgradering.gamle-funksjoner", "true", Upgrade::gamleFunksjoner, true)
                .check();
    }
}
