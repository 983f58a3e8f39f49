package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MinneTest {
    private final AtomicLong nanoTid = new AtomicLong(Long.MAX_VALUE - 5);
    private Supplier<String> kilde = () -> "a";
    private final Minne<String> minne = new Minne<>(() -> kilde.get(), nanoTid::get);

    @Test
    void nothing_is_known_before_it_has_been_read() {
        assertThat(minne.kjent()).isEmpty();
        assertThat(minne.kjent(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void what_was_read_ages_and_is_not_given_out_beyond_its_limit() {
        minne.oppfrisk();
        // The monotonic clock may begin anywhere, and wrap.
        nanoTid.addAndGet(Duration.ofMinutes(15).toNanos());
        assertThat(minne.kjent(Duration.ofMinutes(15))).contains("a");
        assertThat(minne.kjent().orElseThrow().alder()).isEqualTo(Duration.ofMinutes(15));
        nanoTid.incrementAndGet();
        assertThat(minne.kjent(Duration.ofMinutes(15))).isEmpty();
        assertThat(minne.kjent()).isPresent();
    }

    @Test
    void what_is_remembered_stands_when_it_cannot_be_read_anew() {
        minne.oppfrisk();
        kilde = () -> {
            throw new IllegalStateException("borte");
        };
        nanoTid.addAndGet(1_000);
        assertThatThrownBy(minne::oppfrisk).isInstanceOf(IllegalStateException.class);
        assertThat(minne.kjent().orElseThrow()).isEqualTo(new Minne.Kjent<>("a", Duration.ofNanos(1_000)));
        kilde = () -> "b";
        minne.oppfrisk();
        assertThat(minne.kjent().orElseThrow()).isEqualTo(new Minne.Kjent<>("b", Duration.ZERO));
    }
}
