package no.digisos.metadata.audit;

import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class AuditSearchConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(AuditSearchConfig.class)
                .expect(AuditSearchConfig::antall, 50)
                .expect(AuditSearchConfig::maksAntall, 500)
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(AuditSearchConfig.class)
                .set("digisos.audit-sok.antall", "11", AuditSearchConfig::antall, 11)
                .set("digisos.audit-sok.maks-antall", "12", AuditSearchConfig::maksAntall, 12)
                .check();
    }
}
