package no.digisos.status.svarinn;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdressekontrollTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://digisos.example.no", "http://127.0.0.1:8080/", "https://example.no/digisos"})
    void an_address_that_receivers_can_call_is_taken(String adresse) {
        assertThatCode(() -> Adressekontroll.krevBrukbar(URI.create(adresse))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "digisos.example.no",
                "/digisos",
                "ftp://example.no",
                "https:///x",
                "https://kari:passord@example.no",
                "https://example.no?a=b",
                "https://example.no#a"
            })
    void anything_else_stops_the_start_by_name(String adresse) {
        assertThatThrownBy(() -> Adressekontroll.krevBrukbar(URI.create(adresse)))
                .hasMessageContaining("digisos.svarinn.adresse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "staging", "produksjon"})
    void in_production_only_a_set_address_that_is_https_lets_it_start(String profil) {
        List<String> profiler = List.of(profil);
        assertThatThrownBy(() -> Adressekontroll.kontroller(true, Optional.empty(), profiler))
                .hasMessageContaining("DIGISOS_SVARINN_ADRESSE");
        assertThatThrownBy(() -> Adressekontroll.kontroller(
                        true, Optional.of(URI.create("http://digisos.example.no")), profiler))
                .hasMessageContaining("DIGISOS_SVARINN_ADRESSE");
        assertThatCode(() -> Adressekontroll.kontroller(
                        true, Optional.of(URI.create("https://digisos.example.no")), profiler))
                .doesNotThrowAnyException();
    }

    @Test
    void without_the_facade_nothing_is_asked_for_but_what_is_set_must_still_be_an_address() {
        assertThatCode(() -> Adressekontroll.kontroller(false, Optional.empty(), List.of("prod")))
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () -> Adressekontroll.kontroller(false, Optional.of(URI.create("/digisos")), List.of("prod")))
                .hasMessageContaining("digisos.svarinn.adresse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test"})
    void development_and_tests_need_no_address(String profil) {
        assertThatCode(() -> Adressekontroll.kontroller(true, Optional.empty(), List.of(profil)))
                .doesNotThrowAnyException();
    }
}
