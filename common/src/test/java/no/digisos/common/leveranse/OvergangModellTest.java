package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import no.digisos.common.leveranse.Modell.Regel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Explores every state that the table can reach together with what surrounds it ({@link Modell}). */
class OvergangModellTest {
    @Test
    void never_two_channels_never_two_shipments_never_lost_never_the_last_copy_taken_and_never_stuck() {
        Modell modell = new Modell(null);
        Set<Verden> nadd = modell.utforsk();

        assertThat(nadd.stream().filter(Verden::brudd).toList()).isEmpty();
        assertThat(nadd.stream().map(v -> v.db().tilstand()).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Tilstand.class));
        assertThat(nadd).as("the model is no toy").hasSizeGreaterThan(10_000);
        assertThat(modell.fastlast(nadd).stream().limit(3).toList()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Regel.class)
    void without_any_one_rule_a_promise_breaks(Regel regel) {
        assertThat(new Modell(regel).utforsk().stream().anyMatch(Verden::brudd))
                .as("without " + regel)
                .isTrue();
    }
}
