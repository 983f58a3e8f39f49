package no.digisos.fallback.svarut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SvarUtConfigTest {
    private static final URI URL = URI.create("https://svarut.example/api");

    @Test
    void defaults() {
        SvarUtConfig config = Fixture.config(URL, Map.of());

        assertThat(config.url()).isEqualTo(URL);
        assertThat(config.kontoId()).isEqualTo(Fixture.KONTO);
        assertThat(config.integrasjonId()).isEqualTo(Fixture.INTEGRASJON);
        assertThat(config.integrasjonPassord()).isEqualTo("hemmelig");
        assertThat(config.sertifikatUrl()).isEmpty();
        assertThat(config.forsendelsestype()).isEqualTo("nav.digisos");
        assertThat(config.avgivendeSystem()).isEqualTo("digisos_avsender");
        assertThat(config.tittelSoknad()).isEqualTo("Søknad til NAV");
        assertThat(config.tittelEttersendelse()).isEqualTo("Ettersendelse til NAV");
        assertThat(config.tittelKlage()).isEqualTo("Klage til NAV");
        assertThat(config.tittelKlageEttersendelse()).isEqualTo("Ettersendelse til klage til NAV");
        assertThat(config.tittelKlageTrukket()).isEqualTo("Trukket klage til NAV");
        assertThat(config.tidsgrenseTotalt()).isEqualTo(Duration.ofMinutes(16));
        assertThat(config.tilkobling()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.postvindu()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.oppslagsfrist()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.sertifikatLevetid()).isEqualTo(Duration.ofHours(1));
        assertThat(config.ventVedUtilgjengelig()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.ventVedTilgangsfeil()).isEqualTo(Duration.ofHours(1));
        assertThat(config.bryter().vindu()).isEqualTo(6);
        assertThat(config.bryter().feilandel()).isEqualTo(0.5);
        assertThat(config.bryter().apenTid()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.bryter().samtidigeOppslag()).isEqualTo(4);
    }

    @Test
    void everythingCanBeSet() {
        SvarUtConfig config = Fixture.config(
                URL,
                Map.ofEntries(
                        Map.entry("sertifikat-url", "https://svarut.example/nokkel"),
                        Map.entry("forsendelsestype", "a"),
                        Map.entry("avgivende-system", "b"),
                        Map.entry("tittel-soknad", "c"),
                        Map.entry("tittel-ettersendelse", "d"),
                        Map.entry("tittel-klage", "e"),
                        Map.entry("tittel-klage-ettersendelse", "f"),
                        Map.entry("tittel-klage-trukket", "g"),
                        Map.entry("tidsgrense-totalt", "2s"),
                        Map.entry("tilkobling", "1s"),
                        Map.entry("postvindu", "3s"),
                        Map.entry("oppslagsfrist", "4s"),
                        Map.entry("sertifikat-levetid", "5s"),
                        Map.entry("vent-ved-utilgjengelig", "6s"),
                        Map.entry("vent-ved-tilgangsfeil", "7s"),
                        Map.entry("bryter.vindu", "8"),
                        Map.entry("bryter.feilandel", "0.25"),
                        Map.entry("bryter.apen-tid", "9s"),
                        Map.entry("bryter.samtidige-oppslag", "10")));

        assertThat(config.sertifikatUrl()).hasValue(URI.create("https://svarut.example/nokkel"));
        assertThat(config.forsendelsestype()).isEqualTo("a");
        assertThat(config.avgivendeSystem()).isEqualTo("b");
        assertThat(config.tittelSoknad()).isEqualTo("c");
        assertThat(config.tittelEttersendelse()).isEqualTo("d");
        assertThat(config.tittelKlage()).isEqualTo("e");
        assertThat(config.tittelKlageEttersendelse()).isEqualTo("f");
        assertThat(config.tittelKlageTrukket()).isEqualTo("g");
        assertThat(config.tidsgrenseTotalt()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.tilkobling()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.postvindu()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.oppslagsfrist()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.sertifikatLevetid()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.ventVedUtilgjengelig()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.ventVedTilgangsfeil()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.bryter().vindu()).isEqualTo(8);
        assertThat(config.bryter().feilandel()).isEqualTo(0.25);
        assertThat(config.bryter().apenTid()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.bryter().samtidigeOppslag()).isEqualTo(10);
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
