package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void more_may_wait_than_there_are_connections_and_others_are_answered_meanwhile() throws Exception {
        try (ExecutorService traader = Executors.newVirtualThreadPerTaskExecutor()) {
            Klient oslo = oslo();
            List<Future<Svar>> ventende = IntStream.range(0, VENTENDE)
                    .mapToObj(n -> traader.submit(() -> oslo.post(KO + "/hent", "{\"maks\":1,\"ventSekunder\":30}")))
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
                Svar fikk = svar.get(60, TimeUnit.SECONDS);
                assertThat(fikk.status()).as(fikk.tekst()).isEqualTo(200);
                hentet.addAll(fikk.json().findValuesAsText("meldingId"));
            }
            assertThat(hentet).as("each got one, and no two the same").containsExactlyInAnyOrderElementsOf(sadd);
        }
    }
}
