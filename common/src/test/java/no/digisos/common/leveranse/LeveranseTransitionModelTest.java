package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import no.digisos.common.leveranse.Model.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Explores every state that the table can reach together with what surrounds it ({@link Model}). */
class LeveranseTransitionModelTest {
    @Test
    void never_two_channels_never_two_shipments_never_lost_never_the_last_copy_taken_and_never_stuck() {
        Model model = new Model(null);
        Set<World> reached = model.explore();

        assertThat(reached.stream().filter(World::breach).toList()).isEmpty();
        assertThat(reached.stream().map(v -> v.db().tilstand()).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(LeveranseState.class));
        assertThat(reached).as("the model is no toy").hasSizeGreaterThan(10_000);
        assertThat(model.stuck(reached).stream().limit(3).toList()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void without_any_one_rule_a_promise_breaks(Rule rule) {
        assertThat(new Model(rule).explore().stream().anyMatch(World::breach))
                .as("without " + rule)
                .isTrue();
    }
}
