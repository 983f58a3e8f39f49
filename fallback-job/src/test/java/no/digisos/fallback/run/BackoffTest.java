package no.digisos.fallback.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TIME = Duration.ofHours(1);

    @Test
    void doubles_up_to_the_limit_and_stays_there() {
        assertThat(Backoff.after(1, MINUTE, TIME)).isEqualTo(MINUTE);
        assertThat(Backoff.after(3, MINUTE, TIME)).isEqualTo(Duration.ofMinutes(4));
        assertThat(Backoff.after(6, MINUTE, TIME)).isEqualTo(Duration.ofMinutes(32));
        assertThat(Backoff.after(7, MINUTE, TIME)).isEqualTo(TIME);
        assertThat(Backoff.after(Integer.MAX_VALUE, MINUTE, TIME)).isEqualTo(TIME);
    }

    @Test
    void what_never_was_an_attempt_waits_as_after_the_first() {
        assertThat(Backoff.after(0, MINUTE, TIME)).isEqualTo(MINUTE);
        assertThat(Backoff.after(Integer.MIN_VALUE, MINUTE, TIME)).isEqualTo(MINUTE);
    }

    @Test
    void a_first_wait_beyond_the_limit_is_kept() {
        assertThat(Backoff.after(5, Duration.ofHours(2), TIME)).isEqualTo(Duration.ofHours(2));
    }
}
