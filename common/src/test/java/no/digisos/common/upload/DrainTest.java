package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void a_body_below_the_limit_is_read_to_its_end() {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[100_000]);
        assertThat(Drain.drained(body, 100_001, LONG)).isTrue();
        assertThat(body.available()).isZero();
    }

    @Test
    void no_more_than_the_limit_is_read_away() {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[100_000]);
        assertThat(Drain.drained(body, 70_000, LONG)).isFalse();
        assertThat(body.available()).isEqualTo(30_000);
    }

    @Test
    void a_limit_of_zero_reads_nothing() {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[1]);
        assertThat(Drain.drained(body, 0, LONG)).isFalse();
        assertThat(body.available()).isOne();
    }

    @Test
    void a_slow_body_is_given_up_when_the_time_is_over() {
        AtomicLong seconds = new AtomicLong(-3);
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[100_000]) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                seconds.incrementAndGet();
                return super.read(b, off, 1);
            }
        };
        assertThat(Drain.drained(body, 100_000, Duration.ofSeconds(5), () -> seconds.get() * 1_000_000_000))
                .isFalse();
        assertThat(body.available()).isEqualTo(100_000 - 5);
    }

    @Test
    void a_caller_that_is_gone_is_no_error() {
        assertThat(Drain.drained(Sources.thatBreaks(new byte[10], 10, new IOException("gone")), 100, LONG))
                .isFalse();
    }
}
