package no.digisos.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import no.digisos.chaos.DrillOptions.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrillOptionsTest {

    @Test
    void with_its_name_alone_it_is_the_full_drill_with_the_seed_of_the_day() {
        assertThat(DrillOptions.parse(List.of("gjenoppretting"), 7))
                .isEqualTo(new DrillOptions(Kind.GJENOPPRETTING, 1_000, 7, false, 8));
        assertThat(DrillOptions.parse(List.of("reserve", "--kort"), 7))
                .isEqualTo(new DrillOptions(Kind.RESERVE, 60, 7, false, 8));
    }

    @Test
    void every_option_is_read_in_both_forms() {
        DrillOptions expected = new DrillOptions(Kind.RESERVE, 70, 77, true, 3);

        assertThat(DrillOptions.parse(
                        List.of("reserve", "--soknader=70", "--fro=77", "--native", "--takt=3", "--kort"), 7))
                .isEqualTo(expected);
        assertThat(DrillOptions.parse(
                        List.of("reserve", "--native", "--soknader", "70", "--fro", "77", "--takt", "3"), 7))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--kort",
                "annet",
                "reserve --ukjent",
                "reserve --soknader=39",
                "reserve --soknader",
                "reserve --fro=x",
                "gjenoppretting reserve"
            })
    void what_cannot_be_meant_is_refused_with_a_sentence(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));
        assertThatThrownBy(() -> DrillOptions.parse(arguments, 7)).isInstanceOf(IllegalArgumentException.class);
    }
}
