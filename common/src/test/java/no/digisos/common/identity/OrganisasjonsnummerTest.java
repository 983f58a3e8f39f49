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
    private static final int TILFELLER = 5_000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(974760673);

    @Test
    void every_number_that_nocommons_makes_is_valid() {
        for (var nummer : OrganisasjonsnummerCalculator.getOrganisasjonsnummerList(TILFELLER)) {
            assertThat(Organisasjonsnummer.of(nummer.getValue()))
                    .as(nummer.getValue())
                    .hasValueSatisfying(o -> assertThat(o.verdi()).isEqualTo(nummer.getValue()));
        }
    }

    @Test
    void nocommons_and_ours_accept_the_same_numbers_and_at_most_one_control_digit() {
        int gyldige = 0;
        for (int i = 0; i < TILFELLER; i++) {
            String atte = "%08d".formatted(random.nextInt(100_000_000));
            int avDisse = 0;
            for (int siste = 0; siste < 10; siste++) {
                boolean gyldig = Organisasjonsnummer.of(atte + siste).isPresent();
                assertThat(gyldig).as(atte + siste).isEqualTo(OrganisasjonsnummerValidator.isValid(atte + siste));
                avDisse += gyldig ? 1 : 0;
            }
            assertThat(avDisse).as(atte).isLessThanOrEqualTo(1);
            gyldige += avDisse;
        }
        // One in eleven has the control digit ten, which does not exist.
        assertThat(gyldige).isBetween(TILFELLER * 85 / 100, TILFELLER * 95 / 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "97476067", "9747606733", "97476067a", "974760673 ", "974760673\n", "٩٧٤٧٦٠٦٧٣", "974760674"
            })
    void anything_else_is_invalid(String verdi) {
        assertThat(Organisasjonsnummer.of(verdi)).isEmpty();
        assertThatThrownBy(() -> new Organisasjonsnummer(verdi)).isInstanceOf(IllegalArgumentException.class);
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
