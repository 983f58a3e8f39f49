package no.digisos.submit.soknad;

import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class SoknadConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(SoknadConfig.class)
                .expect(SoknadConfig::maksEnhetsnummer, 100)
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(SoknadConfig.class)
                .set("digisos.soknad.maks-enhetsnummer", "11", SoknadConfig::maksEnhetsnummer, 11)
                .check();
    }
}
