package no.digisos.fallback.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import no.digisos.common.observability.Loggdemper;
import no.digisos.common.observability.Loggspor;
import no.digisos.fallback.Loggfanger;
import org.junit.jupiter.api.Test;

class TellerTest {
    private final AtomicLong naa = new AtomicLong();
    private final Teller teller = new Teller(
            System.nanoTime(),
            Duration.ofMinutes(1),
            _ -> Loggspor.tomt(),
            new Loggdemper(Duration.ofMinutes(1), naa::get));

    @Test
    void an_hour_without_a_database_is_a_line_a_minute_without_a_trace() {
        try (Loggfanger logg = new Loggfanger()) {
            for (int tikk = 0; tikk < 360; tikk++) {
                for (String sveip : new String[] {"Fristsveipet", "Utsendingen", "Oppryddingen"}) {
                    teller.forsok(sveip, () -> {
                        throw new SQLException("Connection refused", "08001");
                    });
                }
                naa.addAndGet(Duration.ofSeconds(10).toNanos());
            }
            assertThat(logg.alle()).hasSize(60).noneMatch(Loggfanger.Linje::medSpor);
            assertThat(logg.alle().getLast().tekst())
                    .isEqualTo(
                            "Databasen svarte ikke (08001); neste kjøring prøver igjen (17 ganger til siden forrige linje)");
        }
    }

    @Test
    void a_fault_of_ours_is_told_each_time() {
        try (Loggfanger logg = new Loggfanger()) {
            for (int i = 0; i < 3; i++) {
                teller.forsok("Utsendingen", () -> {
                    throw new IllegalStateException("to rader");
                });
            }
            assertThat(logg.alle()).hasSize(3).allMatch(Loggfanger.Linje::medSpor);
        }
    }
}
