package no.digisos.fallback.varsel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class VarselConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(VarselConfig.class)
                .expect(VarselConfig::avsender, Optional.empty())
                .expect(VarselConfig::drift, Optional.empty())
                .expect(VarselConfig::mellomrom, Duration.ofHours(1))
                .expect(VarselConfig::ventetid, Duration.ofHours(2))
                .expect(VarselConfig::sertifikatDager, List.of(60, 30, 7, 1, 0))
                .expect(VarselConfig::maksSertifikatserier, 1000)
                .expect(VarselConfig::maksForsok, 12)
                .expect(VarselConfig::maksAlder, Duration.ofDays(3))
                .expect(VarselConfig::tidsgrense, Duration.ofSeconds(30))
                .expect(VarselConfig::leie, Duration.ofMinutes(5))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(VarselConfig.class)
                .set("digisos.varsel.avsender", "tekst 11", VarselConfig::avsender, Optional.of("tekst 11"))
                .set("digisos.varsel.drift", "tekst 12", VarselConfig::drift, Optional.of("tekst 12"))
                .set("digisos.varsel.mellomrom", "13s", VarselConfig::mellomrom, Duration.ofSeconds(13))
                .set("digisos.varsel.ventetid", "14s", VarselConfig::ventetid, Duration.ofSeconds(14))
                .set("digisos.varsel.sertifikat-dager", "15,1", VarselConfig::sertifikatDager, List.of(15, 1))
                .set("digisos.varsel.maks-sertifikatserier", "16", VarselConfig::maksSertifikatserier, 16)
                .set("digisos.varsel.maks-forsok", "17", VarselConfig::maksForsok, 17)
                .set("digisos.varsel.maks-alder", "18s", VarselConfig::maksAlder, Duration.ofSeconds(18))
                .set("digisos.varsel.tidsgrense", "19s", VarselConfig::tidsgrense, Duration.ofSeconds(19))
                .set("digisos.varsel.leie", "20s", VarselConfig::leie, Duration.ofSeconds(20))
                .check();
    }
}
