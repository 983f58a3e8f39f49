package no.digisos.common.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoggdemperTest {
    private final AtomicLong naa = new AtomicLong(-5);
    private final Loggdemper demper = new Loggdemper(Duration.ofMinutes(1), naa::get);
    private final List<String> linjer = new ArrayList<>();

    @Test
    void an_hour_of_the_same_is_a_line_a_minute_with_a_count() {
        for (int sekund = 0; sekund < 3600; sekund++) {
            demper.si("database", hale -> linjer.add("borte" + hale));
            naa.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(linjer).hasSize(60);
        assertThat(linjer.getFirst()).isEqualTo("borte");
        assertThat(linjer.subList(1, 60)).containsOnly("borte (59 ganger til siden forrige linje)");
    }

    @Test
    void another_matter_is_told_at_once() {
        demper.si("database", hale -> linjer.add("database" + hale));
        demper.si("svarut", hale -> linjer.add("svarut" + hale));
        assertThat(linjer).containsExactly("database", "svarut");
    }
}
