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
import no.digisos.common.observability.Loggdemper;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlokkevaktTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    /** The server is on this machine, so that this is what a slow one may add. */
    private static final double SLARK = 30;

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private record Grenser(Duration varselAvvik, Duration hvert) implements Klokkegrenser {}

    @ParameterizedTest
    @CsvSource({"PT1H, -3600", "-PT1H, 3600", "PT24H, -86400", "-PT24H, 86400", "PT0S, 0"})
    void the_difference_is_measured_and_shown(Duration feil, double databasensForsprang) {
        Klokkevakt vakt = vakt(feil, Duration.ofDays(2));
        assertThat(registry.get(Klokkevakt.AVVIK).gauge().value()).isNaN();
        assertThat(vakt.mal().toMillis() / 1000.0).isCloseTo(databasensForsprang, within(SLARK));
        assertThat(registry.get(Klokkevakt.AVVIK).gauge().value()).isCloseTo(databasensForsprang, within(SLARK));
    }

    @Test
    void a_difference_is_told_of_once_a_minute_and_none_is_not() {
        Logger logger = Logger.getLogger(Klokkevakt.class.getName());
        List<String> linjer = new ArrayList<>();
        Handler fanger = new Handler() {
            @Override
            public void publish(LogRecord linje) {
                if (linje.getLevel().intValue() >= Level.WARNING.intValue()) {
                    linjer.add(linje.getMessage());
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
        logger.addHandler(fanger);
        try {
            vakt(Duration.ZERO, Duration.ofMinutes(1)).mal();
            assertThat(linjer).isEmpty();
            Klokkevakt gal = vakt(Duration.ofHours(-1), Duration.ofMinutes(1));
            gal.mal();
            gal.mal();
            assertThat(linjer).hasSize(1);
        } finally {
            logger.removeHandler(fanger);
        }
    }

    @ParameterizedTest
    @CsvSource({"PT5S, PT1S, PT5S", "PT-5S, PT1S, PT-4S", "PT-1S, PT3S, PT0S", "PT-3S, PT3S, PT0S", "PT0S, PT9S, PT0S"})
    void what_an_answer_takes_is_held_against_no_clock(Duration lest, Duration underveis, Duration avvik) {
        assertThat(Klokkevakt.minst(lest, underveis)).isEqualTo(avvik);
    }

    private Klokkevakt vakt(Duration feil, Duration varsles) {
        return new Klokkevakt(
                new Transactions(DATABASE.functions()),
                Clock.offset(Clock.systemUTC(), feil),
                new Grenser(varsles, Duration.ofMinutes(1)),
                new Loggdemper(Duration.ofMinutes(1), new AtomicLong()::get),
                registry);
    }
}
