package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import org.junit.jupiter.api.Test;

/** The long poll holds no database connection while it waits. */
abstract class VentSuite extends KoSuite {
    /** Twice as many as the pool has connections. */
    private static final int VENTENDE = 40;

    private static final int VENT_SEKUNDER = 30;
    /** How often one waits in vain before it gives up: a test that has failed must end, too. */
    private static final int MAKS_FORSOK = 10;

    @Test
    void more_may_wait_than_there_are_connections_and_others_are_answered_meanwhile() throws Exception {
        try (ExecutorService traader = Executors.newVirtualThreadPerTaskExecutor()) {
            Klient oslo = oslo();
            List<Future<Svar>> ventende = IntStream.range(0, VENTENDE)
                    .mapToObj(n -> traader.submit(() -> ventPaaEn(oslo)))
                    .toList();
            // Each call takes several connections in turn; a pool that was empty would answer 503 after its five
            // seconds.
            for (int nr = 0; nr < 50; nr++) {
                Svar svar = oslo.get(KO);
                assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
            }
            assertThat(verdi("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND usename = 'digisos_status' AND state LIKE 'idle in transaction%'"
                            + " AND now() - state_change > interval '1 second'"))
                    .isEqualTo("0");
            assertThat(ventende).as("all of them wait").noneMatch(Future::isDone);

            Set<String> sadd = new TreeSet<>();
            for (Sadd ny : IntStream.range(0, VENTENDE).mapToObj(n -> liten()).toList()) {
                sadd.add(ny.meldingId().toString());
            }
            List<String> hentet = new ArrayList<>();
            for (Future<Svar> svar : ventende) {
                Svar fikk = svar.get(10, TimeUnit.MINUTES);
                assertThat(fikk.status()).as(fikk.tekst()).isEqualTo(200);
                hentet.addAll(fikk.json().findValuesAsText("meldingId"));
            }
            assertThat(hentet).as("each got one, and no two the same").containsExactlyInAnyOrderElementsOf(sadd);
        }
    }

    /** As a fagsystem waits: nothing yet is asked for again. It is said no earlier than the wait is over. */
    private static Svar ventPaaEn(Klient klient) {
        for (int forsok = 1; ; forsok++) {
            long spurt = System.nanoTime();
            Svar svar = klient.post(KO + "/hent", "{\"maks\":1,\"ventSekunder\":%d}".formatted(VENT_SEKUNDER));
            if (svar.status() != 204 || forsok == MAKS_FORSOK) {
                return svar;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - spurt))
                    .as("how long it waited for nothing")
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(VENT_SEKUNDER));
        }
    }
}
