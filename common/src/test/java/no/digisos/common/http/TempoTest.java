package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TempoTest {
    private static final long SEKUND = 1_000_000_000L;
    private final Tempo tempo = new Tempo(1024, Duration.ofSeconds(30), Duration.ofMinutes(10));

    @Test
    void who_has_sent_nothing_has_the_grace_and_no_more() {
        assertThat(tempo.fristNanos(0)).isEqualTo(30 * SEKUND);
    }

    @Test
    void every_byte_gives_the_time_that_the_least_rate_gives_it() {
        assertThat(tempo.fristNanos(100 * 1024)).isEqualTo(130 * SEKUND);
    }

    @Test
    void no_size_gives_more_than_the_most() {
        assertThat(tempo.fristNanos(1L << 40)).isEqualTo(600 * SEKUND);
        assertThat(tempo.fristNanos(Long.MAX_VALUE)).isEqualTo(600 * SEKUND);
    }
}
