package no.digisos.status.svarinn;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
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
}
