package no.digisos.fallback.run;

import java.time.Duration;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class FallbackConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(FallbackConfig.class)
                .expect(FallbackConfig::mellomrom, Duration.ofSeconds(10))
                .expect(FallbackConfig::nyttArbeid, Duration.ofSeconds(60))
                .expect(FallbackConfig::bolk, 100)
                .expect(FallbackConfig::nade, Duration.ofMinutes(15))
                .expect(FallbackConfig::hold, Duration.ofMinutes(10))
                .expect(FallbackConfig::maksDataforsok, 5)
                .expect(FallbackConfig::minsteDatatid, Duration.ofHours(2))
                .expect(FallbackConfig::avklaresEtter, Duration.ofMinutes(30))
                .expect(FallbackConfig::oppslagsmargin, Duration.ofMinutes(10))
                .expect(FallbackConfig::nyttForsokEtter, Duration.ofMinutes(1))
                .expect(FallbackConfig::lengsteVent, Duration.ofHours(1))
                .expect(FallbackConfig::maksKlokkeavvik, Duration.ofMinutes(1))
                .expect(FallbackConfig::maksAvvisninger, 2)
                .expect(FallbackConfig::forsinketEtter, Duration.ofHours(4))
                .expect(c -> c.dublettkontroll().mellomrom(), Duration.ofDays(1))
                .expect(c -> c.dublettkontroll().lengde(), Duration.ofDays(3))
                .expect(c -> c.dublettkontroll().perKjoring(), 20)
                .expect(c -> c.dublettkontroll().leie(), Duration.ofMinutes(10))
                .expect(FallbackConfig::halvmottattAlder, Duration.ofHours(2))
                .expect(FallbackConfig::mellomlagringAlder, Duration.ofDays(30))
                .expect(FallbackConfig::kvitteringAlder, Duration.ofDays(90))
                .expect(FallbackConfig::leveranseAlder, Duration.ofDays(365))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(FallbackConfig.class)
                .set("digisos.fallback.mellomrom", "11s", FallbackConfig::mellomrom, Duration.ofSeconds(11))
                .set("digisos.fallback.nytt-arbeid", "12s", FallbackConfig::nyttArbeid, Duration.ofSeconds(12))
                .set("digisos.fallback.bolk", "13", FallbackConfig::bolk, 13)
                .set("digisos.fallback.nade", "14s", FallbackConfig::nade, Duration.ofSeconds(14))
                .set("digisos.fallback.hold", "15s", FallbackConfig::hold, Duration.ofSeconds(15))
                .set("digisos.fallback.maks-dataforsok", "16", FallbackConfig::maksDataforsok, 16)
                .set("digisos.fallback.minste-datatid", "17s", FallbackConfig::minsteDatatid, Duration.ofSeconds(17))
                .set("digisos.fallback.avklares-etter", "18s", FallbackConfig::avklaresEtter, Duration.ofSeconds(18))
                .set("digisos.fallback.oppslagsmargin", "19s", FallbackConfig::oppslagsmargin, Duration.ofSeconds(19))
                .set(
                        "digisos.fallback.nytt-forsok-etter",
                        "20s",
                        FallbackConfig::nyttForsokEtter,
                        Duration.ofSeconds(20))
                .set("digisos.fallback.lengste-vent", "21s", FallbackConfig::lengsteVent, Duration.ofSeconds(21))
                .set(
                        "digisos.fallback.maks-klokkeavvik",
                        "22s",
                        FallbackConfig::maksKlokkeavvik,
                        Duration.ofSeconds(22))
                .set("digisos.fallback.maks-avvisninger", "23", FallbackConfig::maksAvvisninger, 23)
                .set("digisos.fallback.forsinket-etter", "24s", FallbackConfig::forsinketEtter, Duration.ofSeconds(24))
                .set(
                        "digisos.fallback.dublettkontroll.mellomrom",
                        "25s",
                        c -> c.dublettkontroll().mellomrom(),
                        Duration.ofSeconds(25))
                .set(
                        "digisos.fallback.dublettkontroll.lengde",
                        "26s",
                        c -> c.dublettkontroll().lengde(),
                        Duration.ofSeconds(26))
                .set(
                        "digisos.fallback.dublettkontroll.per-kjoring",
                        "27",
                        c -> c.dublettkontroll().perKjoring(),
                        27)
                .set(
                        "digisos.fallback.dublettkontroll.leie",
                        "28s",
                        c -> c.dublettkontroll().leie(),
                        Duration.ofSeconds(28))
                .set(
                        "digisos.fallback.halvmottatt-alder",
                        "29s",
                        FallbackConfig::halvmottattAlder,
                        Duration.ofSeconds(29))
                .set(
                        "digisos.fallback.mellomlagring-alder",
                        "30s",
                        FallbackConfig::mellomlagringAlder,
                        Duration.ofSeconds(30))
                .set(
                        "digisos.fallback.kvittering-alder",
                        "31s",
                        FallbackConfig::kvitteringAlder,
                        Duration.ofSeconds(31))
                .set("digisos.fallback.leveranse-alder", "32s", FallbackConfig::leveranseAlder, Duration.ofSeconds(32))
                .check();
    }
}
