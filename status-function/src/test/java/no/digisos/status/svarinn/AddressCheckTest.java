package no.digisos.status.svarinn;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressCheckTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://digisos.example.no", "http://127.0.0.1:8080/", "https://example.no/digisos"})
    void an_address_that_receivers_can_call_is_taken(String address) {
        assertThatCode(() -> AddressCheck.requireUsable(URI.create(address))).doesNotThrowAnyException();
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
    void anything_else_stops_the_start_by_name(String address) {
        assertThatThrownBy(() -> AddressCheck.requireUsable(URI.create(address)))
                .hasMessageContaining("digisos.svarinn.adresse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "staging", "produksjon"})
    void in_production_only_a_set_address_that_is_https_lets_it_start(String profile) {
        List<String> profiles = List.of(profile);
        assertThatThrownBy(() -> AddressCheck.check(true, Optional.empty(), profiles))
                .hasMessageContaining("DIGISOS_SVARINN_ADRESSE");
        assertThatThrownBy(
                        () -> AddressCheck.check(true, Optional.of(URI.create("http://digisos.example.no")), profiles))
                .hasMessageContaining("DIGISOS_SVARINN_ADRESSE");
        assertThatCode(() -> AddressCheck.check(true, Optional.of(URI.create("https://digisos.example.no")), profiles))
                .doesNotThrowAnyException();
    }

    @Test
    void without_the_facade_nothing_is_asked_for_but_what_is_set_must_still_be_an_address() {
        assertThatCode(() -> AddressCheck.check(false, Optional.empty(), List.of("prod")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> AddressCheck.check(false, Optional.of(URI.create("/digisos")), List.of("prod")))
                .hasMessageContaining("digisos.svarinn.adresse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test"})
    void development_and_tests_need_no_address(String profile) {
        assertThatCode(() -> AddressCheck.check(true, Optional.empty(), List.of(profile)))
                .doesNotThrowAnyException();
    }
}
