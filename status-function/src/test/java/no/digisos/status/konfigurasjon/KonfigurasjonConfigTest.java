package no.digisos.status.konfigurasjon;

import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class KonfigurasjonConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(KonfigurasjonConfig.class)
                .expect(KonfigurasjonConfig::maksSertifikat, 65536)
                .expect(KonfigurasjonConfig::maksKontoer, 100)
                .expect(KonfigurasjonConfig::maksEnheter, 200)
                .expect(KonfigurasjonConfig::sertifikatMerknadDager, 60)
                .expect(KonfigurasjonConfig::maksIntegrasjoner, 100)
                .expect(KonfigurasjonConfig::maksKontakter, 20)
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(KonfigurasjonConfig.class)
                .set("digisos.konfigurasjon.maks-sertifikat", "11", KonfigurasjonConfig::maksSertifikat, 11)
                .set("digisos.konfigurasjon.maks-kontoer", "12", KonfigurasjonConfig::maksKontoer, 12)
                .set("digisos.konfigurasjon.maks-enheter", "13", KonfigurasjonConfig::maksEnheter, 13)
                .set(
                        "digisos.konfigurasjon.sertifikat-merknad-dager",
                        "14",
                        KonfigurasjonConfig::sertifikatMerknadDager,
                        14)
                .set("digisos.konfigurasjon.maks-integrasjoner", "15", KonfigurasjonConfig::maksIntegrasjoner, 15)
                .set("digisos.konfigurasjon.maks-kontakter", "16", KonfigurasjonConfig::maksKontakter, 16)
                .check();
    }
}
