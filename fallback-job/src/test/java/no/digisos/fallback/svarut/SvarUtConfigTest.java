package no.digisos.fallback.svarut;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SvarUtConfigTest {
    private static final URI URL = URI.create("https://svarut.example/api");

    @Test
    void the_defaults() {
        ConfigCheck.defaults(SvarUtConfig.class)
                .required(
                        "digisos.svarut.url",
                        "https://vert11.example/sti",
                        SvarUtConfig::url,
                        URI.create("https://vert11.example/sti"))
                .expect(SvarUtConfig::sertifikatUrl, Optional.empty())
                .required(
                        "digisos.svarut.konto-id",
                        "00000013-0000-4000-8000-000000000000",
                        SvarUtConfig::kontoId,
                        UUID.fromString("00000013-0000-4000-8000-000000000000"))
                .required(
                        "digisos.svarut.integrasjon-id",
                        "00000014-0000-4000-8000-000000000000",
                        SvarUtConfig::integrasjonId,
                        UUID.fromString("00000014-0000-4000-8000-000000000000"))
                .required(
                        "digisos.svarut.integrasjon-passord", "tekst 15", SvarUtConfig::integrasjonPassord, "tekst 15")
                .expect(SvarUtConfig::forsendelsestype, "nav.digisos")
                .expect(SvarUtConfig::avgivendeSystem, "digisos_avsender")
                .expect(SvarUtConfig::tittelSoknad, "Søknad til NAV")
                .expect(SvarUtConfig::tittelEttersendelse, "Ettersendelse til NAV")
                .expect(SvarUtConfig::tittelKlage, "Klage til NAV")
                .expect(SvarUtConfig::tittelKlageEttersendelse, "Ettersendelse til klage til NAV")
                .expect(SvarUtConfig::tittelKlageTrukket, "Trukket klage til NAV")
                .expect(SvarUtConfig::tidsgrenseTotalt, Duration.ofMinutes(16))
                .expect(SvarUtConfig::tjenerkutt, Duration.ofMinutes(15))
                .expect(SvarUtConfig::tilkobling, Duration.ofSeconds(10))
                .expect(SvarUtConfig::postvindu, Duration.ofSeconds(60))
                .expect(SvarUtConfig::oppslagsfrist, Duration.ofSeconds(30))
                .expect(SvarUtConfig::sertifikatLevetid, Duration.ofHours(1))
                .expect(SvarUtConfig::ventVedUtilgjengelig, Duration.ofMinutes(1))
                .expect(SvarUtConfig::ventVedTilgangsfeil, Duration.ofHours(1))
                .expect(c -> c.bryter().vindu(), 6)
                .expect(c -> c.bryter().feilandel(), 0.5)
                .expect(c -> c.bryter().apenTid(), Duration.ofSeconds(30))
                .expect(c -> c.bryter().samtidigeOppslag(), 4)
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(SvarUtConfig.class)
                .set(
                        "digisos.svarut.url",
                        "https://vert11.example/sti",
                        SvarUtConfig::url,
                        URI.create("https://vert11.example/sti"))
                .set(
                        "digisos.svarut.sertifikat-url",
                        "https://vert12.example/sti",
                        SvarUtConfig::sertifikatUrl,
                        Optional.of(URI.create("https://vert12.example/sti")))
                .set(
                        "digisos.svarut.konto-id",
                        "00000013-0000-4000-8000-000000000000",
                        SvarUtConfig::kontoId,
                        UUID.fromString("00000013-0000-4000-8000-000000000000"))
                .set(
                        "digisos.svarut.integrasjon-id",
                        "00000014-0000-4000-8000-000000000000",
                        SvarUtConfig::integrasjonId,
                        UUID.fromString("00000014-0000-4000-8000-000000000000"))
                .set("digisos.svarut.integrasjon-passord", "tekst 15", SvarUtConfig::integrasjonPassord, "tekst 15")
                .set("digisos.svarut.forsendelsestype", "tekst 16", SvarUtConfig::forsendelsestype, "tekst 16")
                .set("digisos.svarut.avgivende-system", "tekst 17", SvarUtConfig::avgivendeSystem, "tekst 17")
                .set("digisos.svarut.tittel-soknad", "tekst 18", SvarUtConfig::tittelSoknad, "tekst 18")
                .set("digisos.svarut.tittel-ettersendelse", "tekst 19", SvarUtConfig::tittelEttersendelse, "tekst 19")
                .set("digisos.svarut.tittel-klage", "tekst 20", SvarUtConfig::tittelKlage, "tekst 20")
                .set(
                        "digisos.svarut.tittel-klage-ettersendelse",
                        "tekst 21",
                        SvarUtConfig::tittelKlageEttersendelse,
                        "tekst 21")
                .set("digisos.svarut.tittel-klage-trukket", "tekst 22", SvarUtConfig::tittelKlageTrukket, "tekst 22")
                .set("digisos.svarut.tidsgrense-totalt", "23s", SvarUtConfig::tidsgrenseTotalt, Duration.ofSeconds(23))
                .set("digisos.svarut.tjenerkutt", "24s", SvarUtConfig::tjenerkutt, Duration.ofSeconds(24))
                .set("digisos.svarut.tilkobling", "25s", SvarUtConfig::tilkobling, Duration.ofSeconds(25))
                .set("digisos.svarut.postvindu", "26s", SvarUtConfig::postvindu, Duration.ofSeconds(26))
                .set("digisos.svarut.oppslagsfrist", "27s", SvarUtConfig::oppslagsfrist, Duration.ofSeconds(27))
                .set(
                        "digisos.svarut.sertifikat-levetid",
                        "28s",
                        SvarUtConfig::sertifikatLevetid,
                        Duration.ofSeconds(28))
                .set(
                        "digisos.svarut.vent-ved-utilgjengelig",
                        "29s",
                        SvarUtConfig::ventVedUtilgjengelig,
                        Duration.ofSeconds(29))
                .set(
                        "digisos.svarut.vent-ved-tilgangsfeil",
                        "30s",
                        SvarUtConfig::ventVedTilgangsfeil,
                        Duration.ofSeconds(30))
                .set("digisos.svarut.bryter.vindu", "31", c -> c.bryter().vindu(), 31)
                .set("digisos.svarut.bryter.feilandel", "0.25", c -> c.bryter().feilandel(), 0.25)
                .set("digisos.svarut.bryter.apen-tid", "33s", c -> c.bryter().apenTid(), Duration.ofSeconds(33))
                .set(
                        "digisos.svarut.bryter.samtidige-oppslag",
                        "34",
                        c -> c.bryter().samtidigeOppslag(),
                        34)
                .check();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "hemmelig\r\nX: y", "hemmelig\u00f8", " hemmelig"})
    void aPasswordThatNoHeaderCanCarryIsRefused(String password) {
        assertThatThrownBy(() -> new Fixture(URL, Map.of("integrasjon-passord", password)))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("digisos.svarut.integrasjon-passord");
    }

    @ParameterizedTest
    @CsvSource({
        "tidsgrense-totalt,PT0S",
        "tilkobling,PT0S",
        "tilkobling,PT16M",
        "postvindu,PT-1S",
        "oppslagsfrist,PT0S",
        "sertifikat-levetid,PT0S",
        "vent-ved-utilgjengelig,PT0S",
        "vent-ved-tilgangsfeil,PT0S"
    })
    void impossibleDurationsAreRefused(String property, String value) {
        assertThatThrownBy(() -> new Fixture(URL, Map.of(property, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("digisos.svarut." + property);
    }
}
