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
    void the_status_is_asked_for_at_the_times_of_the_worked_example() throws Exception {
        try (Connections f = new Connections(TestDatabase.create().functions())) {
            List<Long> minutes = new ArrayList<>();
            long age = 0;
            while (minutes.size() < 8) {
                age += interval(f, age);
                minutes.add(age / 60);
            }
            assertThat(minutes).containsExactly(1L, 6L, 21L, 36L, 51L, 66L, 126L, 186L);
            assertThat(List.of(interval(f, 59), interval(f, 60), interval(f, 299), interval(f, 300)))
                    .containsExactly(60L, 300L, 300L, 900L);
            assertThat(List.of(interval(f, 3599), interval(f, 3600), interval(f, 86_399), interval(f, 86_400)))
                    .containsExactly(900L, 3600L, 3600L, 86_400L);
            assertThat(interval(f, 900_000)).isEqualTo(86_400);
        }
    }

    @Test
    void the_database_computes_the_same_pauses() throws Exception {
        try (Connections f = new Connections(TestDatabase.create().functions())) {
            for (int n = 1; n <= 5; n++) {
                assertThat(seconds(f, FailureBackoff.sql(String.valueOf(n))))
                        .isEqualTo(FailureBackoff.after(n).toSeconds());
            }
        }
    }

    private static long interval(Connections f, long age) throws Exception {
        return seconds(f, StatusPlan.sql("interval '" + age + " seconds'"));
    }

    private static long seconds(Connections f, String interval) throws Exception {
        return Sql.of("SELECT extract(epoch FROM " + interval + ")::bigint")
                .call()
                .one(f.getConnection(), r -> r.getLong(1))
                .orElseThrow();
    }
}
