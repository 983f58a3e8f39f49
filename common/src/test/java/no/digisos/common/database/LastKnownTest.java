package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LastKnownTest {
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private Supplier<String> source = () -> "a";
    private final LastKnown<String> memory = new LastKnown<>(() -> source.get(), nanoTime::get);

    @Test
    void nothing_is_known_before_it_has_been_read() {
        assertThat(memory.known()).isEmpty();
        assertThat(memory.known(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void what_was_read_ages_and_is_not_given_out_beyond_its_limit() {
        memory.refresh();
        // The monotonic clock may begin anywhere, and wrap.
        nanoTime.addAndGet(Duration.ofMinutes(15).toNanos());
        assertThat(memory.known(Duration.ofMinutes(15))).contains("a");
        assertThat(memory.known().orElseThrow().alder()).isEqualTo(Duration.ofMinutes(15));
        nanoTime.incrementAndGet();
        assertThat(memory.known(Duration.ofMinutes(15))).isEmpty();
        assertThat(memory.known()).isPresent();
    }

    @Test
    void what_is_remembered_stands_when_it_cannot_be_read_anew() {
        memory.refresh();
        source = () -> {
            throw new IllegalStateException("borte");
        };
        nanoTime.addAndGet(1_000);
        assertThatThrownBy(memory::refresh).isInstanceOf(IllegalStateException.class);
        assertThat(memory.known().orElseThrow()).isEqualTo(new LastKnown.Known<>("a", Duration.ofNanos(1_000)));
        source = () -> "b";
        memory.refresh();
        assertThat(memory.known().orElseThrow()).isEqualTo(new LastKnown.Known<>("b", Duration.ZERO));
    }
}
