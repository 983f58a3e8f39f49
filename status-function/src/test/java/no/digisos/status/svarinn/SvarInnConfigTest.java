package no.digisos.status.svarinn;

import java.net.URI;
import java.util.Optional;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class SvarInnConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(SvarInnConfig.class)
                .expect(SvarInnConfig::aktiv, true)
                .expect(SvarInnConfig::adresse, Optional.empty())
                .expect(SvarInnConfig::maksListe, 200)
                .expect(SvarInnConfig::avsender, "NAV")
                .expect(SvarInnConfig::avsenderOrganisasjonsnummer, new Organisasjonsnummer("889640782"))
                .expect(SvarInnConfig::tittelSoknad, "Søknad til NAV")
                .expect(SvarInnConfig::tittelEttersendelse, "Ettersendelse til NAV")
                .expect(SvarInnConfig::tittelKlage, "Klage til NAV")
                .expect(SvarInnConfig::tittelKlageEttersendelse, "Ettersendelse til klage til NAV")
                .expect(SvarInnConfig::tittelKlageTrukket, "Trukket klage til NAV")
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(SvarInnConfig.class)
                .set("digisos.svarinn.aktiv", "false", SvarInnConfig::aktiv, false)
                .set(
                        "digisos.svarinn.adresse",
                        "https://vert12.example/sti",
                        SvarInnConfig::adresse,
                        Optional.of(URI.create("https://vert12.example/sti")))
                .set("digisos.svarinn.maks-liste", "13", SvarInnConfig::maksListe, 13)
                .set("digisos.svarinn.avsender", "tekst 14", SvarInnConfig::avsender, "tekst 14")
                .set(
                        "digisos.svarinn.avsender-organisasjonsnummer",
                        "974760673",
                        SvarInnConfig::avsenderOrganisasjonsnummer,
                        new Organisasjonsnummer("974760673"))
                .set("digisos.svarinn.tittel-soknad", "tekst 16", SvarInnConfig::tittelSoknad, "tekst 16")
                .set("digisos.svarinn.tittel-ettersendelse", "tekst 17", SvarInnConfig::tittelEttersendelse, "tekst 17")
                .set("digisos.svarinn.tittel-klage", "tekst 18", SvarInnConfig::tittelKlage, "tekst 18")
                .set(
                        "digisos.svarinn.tittel-klage-ettersendelse",
                        "tekst 19",
                        SvarInnConfig::tittelKlageEttersendelse,
                        "tekst 19")
                .set("digisos.svarinn.tittel-klage-trukket", "tekst 20", SvarInnConfig::tittelKlageTrukket, "tekst 20")
                .check();
    }
}
