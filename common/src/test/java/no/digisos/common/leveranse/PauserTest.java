package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

class PauserTest {
    @Test
    void a_failed_message_rests_1_then_5_then_30_minutes() {
        assertThat(List.of(Utsettelse.etter(1), Utsettelse.etter(2), Utsettelse.etter(3), Utsettelse.etter(40)))
                .containsExactly(
                        Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMinutes(30));
        assertThatThrownBy(() -> Utsettelse.etter(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_status_is_asked_for_at_the_times_of_the_worked_example() {
        List<Long> minutter = new ArrayList<>();
        Duration alder = Duration.ZERO;
        while (minutter.size() < 8) {
            alder = alder.plus(Statusplan.mellomrom(alder));
            minutter.add(alder.toMinutes());
        }
        assertThat(minutter).containsExactly(1L, 6L, 21L, 36L, 51L, 66L, 126L, 186L);
        assertThat(Statusplan.mellomrom(Duration.ofDays(1))).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void the_database_computes_the_same_pauses() throws Exception {
        try (Forbindelser f = new Forbindelser(TestDatabase.create().functions())) {
            for (int n = 1; n <= 5; n++) {
                assertThat(sekunder(f, Utsettelse.sql(String.valueOf(n))))
                        .isEqualTo(Utsettelse.etter(n).toSeconds());
            }
            for (int s : List.of(0, 59, 60, 299, 300, 3599, 3600, 86_399, 86_400, 900_000)) {
                assertThat(sekunder(f, Statusplan.sql("interval '" + s + " seconds'")))
                        .isEqualTo(Statusplan.mellomrom(Duration.ofSeconds(s)).toSeconds());
            }
        }
    }

    private static long sekunder(Forbindelser f, String intervall) throws Exception {
        return Setning.en(f.getConnection(), "SELECT extract(epoch FROM " + intervall + ")::bigint", r -> r.getLong(1))
                .orElseThrow();
    }
}
