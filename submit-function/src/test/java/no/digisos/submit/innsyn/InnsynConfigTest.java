package no.digisos.submit.innsyn;

import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class InnsynConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(InnsynConfig.class)
                .expect(InnsynConfig::maksDokumenter, 100)
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(InnsynConfig.class)
                .set("digisos.innsyn.maks-dokumenter", "11", InnsynConfig::maksDokumenter, 11)
                .check();
    }
}
