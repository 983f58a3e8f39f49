package no.digisos.fallback.maskinporten;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class MaskinportenConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(MaskinportenConfig.class)
                .required(
                        "digisos.maskinporten.token-endepunkt",
                        "https://vert11.example/sti",
                        MaskinportenConfig::tokenEndepunkt,
                        URI.create("https://vert11.example/sti"))
                .required("digisos.maskinporten.utsteder", "tekst 12", MaskinportenConfig::utsteder, "tekst 12")
                .required("digisos.maskinporten.klient-id", "tekst 13", MaskinportenConfig::klientId, "tekst 13")
                .expect(MaskinportenConfig::scope, "ks:fiks")
                .required(
                        "digisos.maskinporten.nokkelfil",
                        "/etc/digisos/15",
                        MaskinportenConfig::nokkelfil,
                        Path.of("/etc/digisos/15"))
                .expect(MaskinportenConfig::kid, Optional.empty())
                .expect(MaskinportenConfig::sertifikatkjede, Optional.empty())
                .expect(MaskinportenConfig::grantLevetid, Duration.ofSeconds(60))
                .expect(MaskinportenConfig::tokenMargin, Duration.ofSeconds(10))
                .expect(MaskinportenConfig::tidsgrense, Duration.ofSeconds(10))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(MaskinportenConfig.class)
                .set(
                        "digisos.maskinporten.token-endepunkt",
                        "https://vert11.example/sti",
                        MaskinportenConfig::tokenEndepunkt,
                        URI.create("https://vert11.example/sti"))
                .set("digisos.maskinporten.utsteder", "tekst 12", MaskinportenConfig::utsteder, "tekst 12")
                .set("digisos.maskinporten.klient-id", "tekst 13", MaskinportenConfig::klientId, "tekst 13")
                .set("digisos.maskinporten.scope", "tekst 14", MaskinportenConfig::scope, "tekst 14")
                .set(
                        "digisos.maskinporten.nokkelfil",
                        "/etc/digisos/15",
                        MaskinportenConfig::nokkelfil,
                        Path.of("/etc/digisos/15"))
                .set("digisos.maskinporten.kid", "tekst 16", MaskinportenConfig::kid, Optional.of("tekst 16"))
                .set(
                        "digisos.maskinporten.sertifikatkjede",
                        "/etc/digisos/17",
                        MaskinportenConfig::sertifikatkjede,
                        Optional.of(Path.of("/etc/digisos/17")))
                .set(
                        "digisos.maskinporten.grant-levetid",
                        "18s",
                        MaskinportenConfig::grantLevetid,
                        Duration.ofSeconds(18))
                .set(
                        "digisos.maskinporten.token-margin",
                        "19s",
                        MaskinportenConfig::tokenMargin,
                        Duration.ofSeconds(19))
                .set("digisos.maskinporten.tidsgrense", "20s", MaskinportenConfig::tidsgrense, Duration.ofSeconds(20))
                .check();
    }
}
