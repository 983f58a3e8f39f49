package no.digisos.fallback.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VentetidTest {
    private static final Duration MINUTT = Duration.ofMinutes(1);
    private static final Duration TIME = Duration.ofHours(1);

    @Test
    void doubles_up_to_the_limit_and_stays_there() {
        assertThat(Ventetid.etter(1, MINUTT, TIME)).isEqualTo(MINUTT);
        assertThat(Ventetid.etter(3, MINUTT, TIME)).isEqualTo(Duration.ofMinutes(4));
        assertThat(Ventetid.etter(6, MINUTT, TIME)).isEqualTo(Duration.ofMinutes(32));
        assertThat(Ventetid.etter(7, MINUTT, TIME)).isEqualTo(TIME);
        assertThat(Ventetid.etter(Integer.MAX_VALUE, MINUTT, TIME)).isEqualTo(TIME);
    }

    @Test
    void what_never_was_an_attempt_waits_as_after_the_first() {
        assertThat(Ventetid.etter(0, MINUTT, TIME)).isEqualTo(MINUTT);
        assertThat(Ventetid.etter(Integer.MIN_VALUE, MINUTT, TIME)).isEqualTo(MINUTT);
    }

    @Test
    void a_first_wait_beyond_the_limit_is_kept() {
        assertThat(Ventetid.etter(5, Duration.ofHours(2), TIME)).isEqualTo(Duration.ofHours(2));
    }
}
