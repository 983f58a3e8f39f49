package no.digisos.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import no.digisos.chaos.FaultPlan.Kill;
import no.digisos.chaos.KommuneSet.Kommune;
import no.digisos.chaos.KommuneSet.Temper;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final ChaosDice DICE = new ChaosDice(42);

    @Test
    void the_same_seed_is_the_same_plan_and_another_seed_another() {
        assertThat(FaultPlan.of(new ChaosDice(42), 200, 5_000)).isEqualTo(FaultPlan.of(DICE, 200, 5_000));
        assertThat(FaultPlan.of(new ChaosDice(43), 200, 5_000)).isNotEqualTo(FaultPlan.of(DICE, 200, 5_000));
        assertThat(failures(new ChaosDice(42))).isEqualTo(failures(DICE)).isNotEqualTo(failures(new ChaosDice(43)));
    }

    @Test
    void the_kills_are_spread_over_the_load_and_end_before_it() {
        List<Kill> kills = FaultPlan.of(DICE, 200, 5_000).kills();

        assertThat(kills).hasSize(200);
        assertThat(kills).extracting(Kill::afterAccepted).isSorted().allMatch(after -> after > 0 && after < 5_000);
    }

    @Test
    void everything_is_killed() {
        assertThat(FaultPlan.of(DICE, 200, 5_000).kills())
                .extracting(Kill::target)
                .contains(Target.values());
        assertThat(Arrays.stream(Target.values()).mapToInt(Target::share).sum()).isEqualTo(100);
    }

    @Test
    void svarut_fails_in_every_way_that_the_promise_covers() {
        assertThat(String.join("\n", failures(DICE)))
                .contains(
                        "ACCEPT_THEN_DROP",
                        "DROP_BEFORE_ACCEPT",
                        "\"STATUS\"",
                        "STATUS_AFTER_ACCEPT",
                        "SLOW",
                        "UNPARSABLE_200",
                        "AVVIST",
                        "LOOKUP_LAG",
                        "DOWN");
    }

    @Test
    void a_fagsystem_does_everything_with_a_message_sooner_or_later_and_the_same_for_the_same_seed() {
        assertThat(IntStream.range(0, 2_000).mapToObj(n -> Behaviour.of(DICE, Temper.HEALTHY, "ref-" + n, 1)))
                .contains(Behaviour.values());
        assertThat(Behaviour.of(new ChaosDice(42), Temper.FLAKY, "ref-7", 2))
                .isEqualTo(Behaviour.of(DICE, Temper.FLAKY, "ref-7", 2));
    }

    @Test
    void every_kommune_has_its_share() {
        assertThat(KommuneSet.ALL.stream().mapToInt(Kommune::share).sum()).isEqualTo(100);
        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(n -> KommuneSet.of(n / 1_000.0))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(KommuneSet.ALL);
    }

    private static List<String> failures(ChaosDice dice) {
        return IntStream.range(0, 200)
                .mapToObj(n -> FaultPlan.svarUtFailure(dice, n))
                .toList();
    }
}
