package no.digisos.common.audit;

import java.time.Duration;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class AuditConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(AuditConfig.class)
                .expect(AuditConfig::hjemmelFagsystem, "sosialtjenesteloven kapittel 4 og 5")
                .expect(AuditConfig::hjemmelKonfigurasjon, "sosialtjenesteloven kapittel 2")
                .expect(AuditConfig::hjemmelNav, "arbeids- og velferdsforvaltningsloven og sosialtjenesteloven")
                .expect(AuditConfig::hjemmelPersonvern, "personvernforordningen artikkel 32 og 39")
                .expect(AuditConfig::ankerHvert, "60s")
                .expect(AuditConfig::bruttKjedeHvert, Duration.ofSeconds(60))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(AuditConfig.class)
                .set("digisos.audit.hjemmel-fagsystem", "tekst 11", AuditConfig::hjemmelFagsystem, "tekst 11")
                .set("digisos.audit.hjemmel-konfigurasjon", "tekst 12", AuditConfig::hjemmelKonfigurasjon, "tekst 12")
                .set("digisos.audit.hjemmel-nav", "tekst 13", AuditConfig::hjemmelNav, "tekst 13")
                .set("digisos.audit.hjemmel-personvern", "tekst 14", AuditConfig::hjemmelPersonvern, "tekst 14")
                .set("digisos.audit.anker-hvert", "15s", AuditConfig::ankerHvert, "15s")
                .set("digisos.audit.brutt-kjede-hvert", "16s", AuditConfig::bruttKjedeHvert, Duration.ofSeconds(16))
                .check();
    }
}
