package no.digisos.common.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import no.bekk.bekkopen.org.OrganisasjonsnummerCalculator;
import no.bekk.bekkopen.org.OrganisasjonsnummerValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrganisasjonsnummerTest {
    private static final int SCENARIOS = 5_000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(974760673);

    @Test
    void every_number_that_nocommons_makes_is_valid() {
        for (var number : OrganisasjonsnummerCalculator.getOrganisasjonsnummerList(SCENARIOS)) {
            assertThat(Organisasjonsnummer.of(number.getValue()))
                    .as(number.getValue())
                    .hasValueSatisfying(o -> assertThat(o.verdi()).isEqualTo(number.getValue()));
        }
    }

    @Test
    void nocommons_and_ours_accept_the_same_numbers_and_at_most_one_control_digit() {
        int validCount = 0;
        for (int i = 0; i < SCENARIOS; i++) {
            String eight = "%08d".formatted(random.nextInt(100_000_000));
            int ofThese = 0;
            for (int last = 0; last < 10; last++) {
                boolean valid = Organisasjonsnummer.of(eight + last).isPresent();
                assertThat(valid).as(eight + last).isEqualTo(OrganisasjonsnummerValidator.isValid(eight + last));
                ofThese += valid ? 1 : 0;
            }
            assertThat(ofThese).as(eight).isLessThanOrEqualTo(1);
            validCount += ofThese;
        }
        // One in eleven has the control digit ten, which does not exist.
        assertThat(validCount).isBetween(SCENARIOS * 85 / 100, SCENARIOS * 95 / 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "97476067", "9747606733", "97476067a", "974760673 ", "974760673\n", "٩٧٤٧٦٠٦٧٣", "974760674"
            })
    void anything_else_is_invalid(String value) {
        assertThat(Organisasjonsnummer.of(value)).isEmpty();
        assertThatThrownBy(() -> new Organisasjonsnummer(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_organisation_claim_of_maskinporten_is_read_with_its_prefix_only() {
        assertThat(Organisasjonsnummer.ofIso6523("0192:974760673")).contains(new Organisasjonsnummer("974760673"));
        assertThat(Organisasjonsnummer.ofIso6523("974760673")).isEmpty();
        assertThat(Organisasjonsnummer.ofIso6523("9908:974760673")).isEmpty();
        assertThat(Organisasjonsnummer.ofIso6523("0192:974760674")).isEmpty();
        assertThat(Organisasjonsnummer.ofIso6523("0192:0192:974760673")).isEmpty();
        assertThat(Organisasjonsnummer.ofIso6523("")).isEmpty();
    }

    @Test
    void an_organisation_is_printed_as_its_number() {
        assertThat(new Organisasjonsnummer("974760673")).hasToString("974760673");
    }
}
