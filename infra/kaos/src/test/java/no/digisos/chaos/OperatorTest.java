package no.digisos.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import no.digisos.chaos.ChaosFindings.Forsendelse;
import no.digisos.chaos.Tables.Stopped;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An operator who let everything go on would hide from the judge what was stopped wrongly. */
class OperatorTest {

    private static final String REFUSED = "AVVIST_AV_SVARUT";

    @Test
    void lets_go_on_what_svarut_has_refused_until_it_was_stopped() {
        assertThat(ChaosOperator.isForOperator(stopped(REFUSED), shipped("a", "AVVIST", "AVVIST")))
                .isTrue();
    }

    @Test
    void leaves_what_was_stopped_for_another_reason() {
        assertThat(ChaosOperator.isForOperator(stopped("KAN_IKKE_SENDES"), shipped("a", "AVVIST", "AVVIST")))
                .isFalse();
        assertThat(ChaosOperator.isForOperator(stopped(null), shipped("a", "AVVIST", "AVVIST")))
                .isFalse();
    }

    @Test
    void leaves_what_svarut_does_not_say_to_have_refused() {
        assertThat(ChaosOperator.isForOperator(stopped(REFUSED), List.of())).isFalse();
        assertThat(ChaosOperator.isForOperator(stopped(REFUSED), shipped("a", "AVVIST")))
                .isFalse();
        assertThat(ChaosOperator.isForOperator(stopped(REFUSED), shipped("b", "AVVIST", "AVVIST")))
                .isFalse();
    }

    @Test
    void leaves_what_svarut_has() {
        assertThat(ChaosOperator.isForOperator(stopped(REFUSED), shipped("a", "AVVIST", "KLAR_FOR_MOTTAK", "AVVIST")))
                .isFalse();
    }

    private static Stopped stopped(@Nullable String stopReason) {
        return new Stopped(UUID.randomUUID(), "a", stopReason);
    }

    private static List<Forsendelse> shipped(String ref, String... statuses) {
        return Stream.of(statuses)
                .map(status -> new Forsendelse(UUID.randomUUID(), ref, "case", status, Map.of()))
                .toList();
    }
}
