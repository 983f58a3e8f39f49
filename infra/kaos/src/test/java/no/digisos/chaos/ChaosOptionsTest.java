package no.digisos.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosOptionsTest {

    @Test
    void without_arguments_it_is_the_full_test_with_the_seed_of_the_day() {
        assertThat(ChaosOptions.parse(List.of(), 7)).isEqualTo(new ChaosOptions(40, 5_000, 200, 7, false, 6));
    }

    @Test
    void every_option_is_read_in_both_forms() {
        ChaosOptions expected = new ChaosOptions(9, 100, 20, 77, true, 3);

        assertThat(ChaosOptions.parse(
                        List.of("--minutter=9", "--innsendinger=100", "--drap=20", "--seed=77", "--native", "--takt=3"),
                        7))
                .isEqualTo(expected);
        assertThat(ChaosOptions.parse(
                        List.of(
                                "--native",
                                "--minutter",
                                "9",
                                "--innsendinger",
                                "100",
                                "--drap",
                                "20",
                                "--seed",
                                "77",
                                "--takt",
                                "3"),
                        7))
                .isEqualTo(expected);
    }

    @Test
    void the_short_variant_can_be_adjusted_whatever_the_order() {
        assertThat(ChaosOptions.parse(List.of("--drap=3", "--kort"), 7).drap()).isEqualTo(3);
        assertThat(ChaosOptions.parse(List.of("--kort"), 7).innsendinger()).isLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--drap", "--drap=x", "--drap=-1", "--innsendinger=0", "--seed=-1", "--fort", "fort"})
    void what_cannot_be_meant_is_refused_in_one_sentence(String argument) {
        assertThatThrownBy(() -> ChaosOptions.parse(List.of(argument), 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(argument.split("=", 2)[0]);
    }
}
