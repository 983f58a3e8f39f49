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
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.Test;

/** The long poll holds no database connection while it waits. */
abstract class WaitSuite extends QueueSuite {
    /** Twice as many as the pool has connections. */
    private static final int WAITING = 40;

    private static final int WAIT_SECONDS = 30;
    /** How often one waits in vain before it gives up: a test that has failed must end, too. */
    private static final int MAX_ATTEMPTS = 10;

    @Test
    void more_may_wait_than_there_are_connections_and_others_are_answered_meanwhile() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Client oslo = oslo();
            List<Future<Answer>> waiting = IntStream.range(0, WAITING)
                    .mapToObj(n -> threads.submit(() -> waitForOne(oslo)))
                    .toList();
            // Each call takes several connections in turn; a pool that was empty would answer 503 after its five
            // seconds.
            for (int nr = 0; nr < 50; nr++) {
                Answer answer = oslo.get(QUEUE);
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            }
            assertThat(value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND usename = 'digisos_status' AND state LIKE 'idle in transaction%'"
                            + " AND now() - state_change > interval '1 second'"))
                    .isEqualTo("0");
            assertThat(waiting).as("all of them wait").noneMatch(Future::isDone);

            Set<String> sown = new TreeSet<>();
            for (Sown fresh : IntStream.range(0, WAITING).mapToObj(n -> small()).toList()) {
                sown.add(fresh.meldingId().toString());
            }
            List<String> fetched = new ArrayList<>();
            for (Future<Answer> answer : waiting) {
                Answer got = answer.get(10, TimeUnit.MINUTES);
                assertThat(got.status()).as(got.text()).isEqualTo(200);
                fetched.addAll(got.json().findValuesAsText("meldingId"));
            }
            assertThat(fetched).as("each got one, and no two the same").containsExactlyInAnyOrderElementsOf(sown);
        }
    }

    /** As a fagsystem waits: nothing yet is asked for again. It is said no earlier than the wait is over. */
    private static Answer waitForOne(Client client) {
        for (int attempt = 1; ; attempt++) {
            long asked = System.nanoTime();
            Answer answer = client.post(QUEUE + "/hent", "{\"maks\":1,\"ventSekunder\":%d}".formatted(WAIT_SECONDS));
            if (answer.status() != 204 || attempt == MAX_ATTEMPTS) {
                return answer;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .as("how long it waited for nothing")
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(WAIT_SECONDS));
        }
    }
}
