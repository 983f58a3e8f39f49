package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import no.digisos.common.observability.LogThrottle;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockGuardTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    /** The server is on this machine, so that this is what a slow one may add. */
    private static final double SLACK = 30;

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private record UploadLimits(Duration varselAvvik, Duration hvert) implements ClockLimits {}

    @ParameterizedTest
    @CsvSource({"PT1H, -3600", "-PT1H, 3600", "PT24H, -86400", "-PT24H, 86400", "PT0S, 0"})
    void the_difference_is_measured_and_shown(Duration failure, double databaseLead) {
        ClockGuard guard = guard(failure, Duration.ofDays(2));
        assertThat(registry.get(ClockGuard.DEVIATION).gauge().value()).isNaN();
        assertThat(guard.measure().toMillis() / 1000.0).isCloseTo(databaseLead, within(SLACK));
        assertThat(registry.get(ClockGuard.DEVIATION).gauge().value()).isCloseTo(databaseLead, within(SLACK));
    }

    @Test
    void a_difference_is_told_of_once_a_minute_and_none_is_not() {
        Logger logger = Logger.getLogger(ClockGuard.class.getName());
        List<String> lines = new ArrayList<>();
        Handler catcher = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                    lines.add(line.getMessage());
                }
            }

            @Override
            public void flush() {
                // Nothing is kept back.
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        logger.addHandler(catcher);
        try {
            guard(Duration.ZERO, Duration.ofMinutes(1)).measure();
            assertThat(lines).isEmpty();
            ClockGuard wrong = guard(Duration.ofHours(-1), Duration.ofMinutes(1));
            wrong.measure();
            wrong.measure();
            assertThat(lines).hasSize(1);
        } finally {
            logger.removeHandler(catcher);
        }
    }

    @ParameterizedTest
    @CsvSource({"PT5S, PT1S, PT5S", "PT-5S, PT1S, PT-4S", "PT-1S, PT3S, PT0S", "PT-3S, PT3S, PT0S", "PT0S, PT9S, PT0S"})
    void what_an_answer_takes_is_held_against_no_clock(Duration loaded, Duration inFlight, Duration deviation) {
        assertThat(ClockGuard.least(loaded, inFlight)).isEqualTo(deviation);
    }

    private ClockGuard guard(Duration failure, Duration warned) {
        return new ClockGuard(
                new Transactions(DATABASE.functions()),
                Clock.offset(Clock.systemUTC(), failure),
                new UploadLimits(warned, Duration.ofMinutes(1)),
                new LogThrottle(Duration.ofMinutes(1), new AtomicLong()::get),
                registry);
    }
}
