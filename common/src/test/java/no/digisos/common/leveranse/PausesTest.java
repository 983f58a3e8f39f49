package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.digisos.common.database.Sql;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.Test;

class PausesTest {
    @Test
    void a_failed_message_rests_1_then_5_then_30_minutes() {
        assertThat(List.of(
                        FailureBackoff.after(1),
                        FailureBackoff.after(2),
                        FailureBackoff.after(3),
                        FailureBackoff.after(40)))
                .containsExactly(
                        Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMinutes(30));
        assertThatThrownBy(() -> FailureBackoff.after(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_status_is_asked_for_at_the_times_of_the_worked_example() {
        List<Long> minutes = new ArrayList<>();
        Duration age = Duration.ZERO;
        while (minutes.size() < 8) {
            age = age.plus(StatusPlan.interval(age));
            minutes.add(age.toMinutes());
        }
        assertThat(minutes).containsExactly(1L, 6L, 21L, 36L, 51L, 66L, 126L, 186L);
        assertThat(StatusPlan.interval(Duration.ofDays(1))).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void the_database_computes_the_same_pauses() throws Exception {
        try (Connections f = new Connections(TestDatabase.create().functions())) {
            for (int n = 1; n <= 5; n++) {
                assertThat(seconds(f, FailureBackoff.sql(String.valueOf(n))))
                        .isEqualTo(FailureBackoff.after(n).toSeconds());
            }
            for (int s : List.of(0, 59, 60, 299, 300, 3599, 3600, 86_399, 86_400, 900_000)) {
                assertThat(seconds(f, StatusPlan.sql("interval '" + s + " seconds'")))
                        .isEqualTo(StatusPlan.interval(Duration.ofSeconds(s)).toSeconds());
            }
        }
    }

    private static long seconds(Connections f, String interval) throws Exception {
        return Sql.of("SELECT extract(epoch FROM " + interval + ")::bigint")
                .one(f.getConnection(), r -> r.getLong(1))
                .orElseThrow();
    }
}
