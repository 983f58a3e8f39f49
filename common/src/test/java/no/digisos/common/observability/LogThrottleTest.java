package no.digisos.common.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogThrottleTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final LogThrottle throttle = new LogThrottle(Duration.ofMinutes(1), now::get);
    private final List<String> lines = new ArrayList<>();

    @Test
    void an_hour_of_the_same_is_a_line_a_minute_with_a_count() {
        for (int second = 0; second < 3600; second++) {
            throttle.say("database", tail -> lines.add("borte" + tail));
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(lines).hasSize(60);
        assertThat(lines.getFirst()).isEqualTo("borte");
        assertThat(lines.subList(1, 60)).containsOnly("borte (59 more times since the last line)");
    }

    @Test
    void another_matter_is_told_at_once() {
        throttle.say("database", tail -> lines.add("database" + tail));
        throttle.say("svarut", tail -> lines.add("svarut" + tail));
        assertThat(lines).containsExactly("database", "svarut");
    }
}
