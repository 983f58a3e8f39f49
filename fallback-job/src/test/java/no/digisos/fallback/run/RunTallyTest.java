package no.digisos.fallback.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import no.digisos.common.observability.LogThrottle;
import no.digisos.common.observability.LogTrace;
import no.digisos.fallback.LogCatcher;
import org.junit.jupiter.api.Test;

class RunTallyTest {
    private final AtomicLong now = new AtomicLong();
    private final RunTally tally = new RunTally(
            System.nanoTime(),
            Duration.ofMinutes(1),
            _ -> LogTrace.empty(),
            new LogThrottle(Duration.ofMinutes(1), now::get));

    @Test
    void an_hour_without_a_database_is_a_line_a_minute_without_a_trace() {
        try (LogCatcher log = new LogCatcher()) {
            for (int tick = 0; tick < 360; tick++) {
                for (String sweep : new String[] {"The frist sweep", "The dispatch", "The cleanup"}) {
                    tally.attempt(sweep, () -> {
                        throw new SQLException("Connection refused", "08001");
                    });
                }
                now.addAndGet(Duration.ofSeconds(10).toNanos());
            }
            assertThat(log.all()).hasSize(60).noneMatch(LogCatcher.Line::medSpor);
            assertThat(log.all().getLast().tekst())
                    .isEqualTo(
                            "The database did not answer (08001); the next run tries again (17 more times since the last line)");
        }
    }

    @Test
    void a_fault_of_ours_is_told_each_time() {
        try (LogCatcher log = new LogCatcher()) {
            for (int i = 0; i < 3; i++) {
                tally.attempt("The dispatch", () -> {
                    throw new IllegalStateException("to rader");
                });
            }
            assertThat(log.all()).hasSize(3).allMatch(LogCatcher.Line::medSpor);
        }
    }
}
