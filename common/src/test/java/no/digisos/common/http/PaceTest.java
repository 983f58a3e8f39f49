package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;
    private final Pace pace = new Pace(1024, Duration.ofSeconds(30), Duration.ofMinutes(10));

    @Test
    void who_has_sent_nothing_has_the_grace_and_no_more() {
        assertThat(pace.fristNanos(0)).isEqualTo(30 * SECOND);
    }

    @Test
    void every_byte_gives_the_time_that_the_least_rate_gives_it() {
        assertThat(pace.fristNanos(100 * 1024)).isEqualTo(130 * SECOND);
    }

    @Test
    void no_size_gives_more_than_the_most() {
        assertThat(pace.fristNanos(1L << 40)).isEqualTo(600 * SECOND);
        assertThat(pace.fristNanos(Long.MAX_VALUE)).isEqualTo(600 * SECOND);
    }
}
