package no.digisos.fallback;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.svarut.SvarUtConfig;
import no.digisos.fallback.testkit.TestConfig;
import no.digisos.fallback.varsel.VarselConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationRelationsTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "digisos.svarut.url", "http://localhost",
            "digisos.svarut.konto-id", "11111111-1111-4111-8111-111111111111",
            "digisos.svarut.integrasjon-id", "22222222-2222-4222-8222-222222222222",
            "digisos.svarut.integrasjon-passord", "hemmelig");

    @Test
    void the_defaults_hold() {
        assertThatCode(() -> require(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void a_profile_that_is_scaled_down_as_a_whole_holds() {
        assertThatCode(() -> require(Map.of(
                        "digisos.svarut.tjenerkutt", "2s",
                        "digisos.svarut.tidsgrense-totalt", "3s",
                        "digisos.svarut.postvindu", "1s",
                        "digisos.fallback.oppslagsmargin", "1s",
                        "digisos.fallback.avklares-etter", "6s",
                        "digisos.fallback.hold", "1s",
                        "digisos.fallback.nade", "1s")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "digisos.fallback.avklares-etter, 27m",
        "digisos.svarut.tidsgrense-totalt, 15m",
        "digisos.svarut.tidsgrense-totalt, 20m",
        "digisos.svarut.postvindu, 4m",
        "digisos.svarut.postvindu, 16m",
        "digisos.svarut.tjenerkutt, 16m",
        "digisos.fallback.oppslagsmargin, 13m",
        "digisos.fallback.oppslagsmargin, 0s",
        "digisos.fallback.hold, PT-1S",
        "digisos.fallback.nade, 16m",
        "digisos.fallback.nytt-arbeid, 0s",
        "digisos.fallback.mellomrom, 0s",
        "digisos.fallback.bolk, 0",
        "digisos.fallback.bolk, 1001",
        "digisos.fallback.maks-dataforsok, 0",
        "digisos.fallback.maks-avvisninger, 0",
        "digisos.fallback.maks-klokkeavvik, 0s",
        "digisos.fallback.lengste-vent, 30s",
        "digisos.fallback.dublettkontroll.leie, 30s",
        "digisos.varsel.leie, 30s",
        "digisos.varsel.maks-forsok, 0",
        "digisos.varsel.mellomrom, 0s"
    })
    void what_would_break_a_promise_is_refused_by_name(String property, String value) {
        assertThatThrownBy(() -> require(Map.of(property, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(property.substring(property.lastIndexOf('.') + 1));
    }

    private static void require(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(values);
        DurationRelations.require(
                TestConfig.of(FallbackConfig.class, all),
                TestConfig.of(SvarUtConfig.class, all),
                TestConfig.of(VarselConfig.class, all));
    }
}
