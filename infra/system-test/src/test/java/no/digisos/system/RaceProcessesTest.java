package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One reference sent at once by two threads to each of two processes: one case, and everybody is told the same. With
 * {@code -Ddigisos.lang=true} as often as it takes to see a race that is rare.
 */
@ExtendWith(SharedStack.class)
class RaceProcessesTest {
    private static final String FNR = "01819010001";
    private static final boolean LONG = Boolean.getBoolean("digisos.lang");
    private static final int ROUNDS = LONG ? 500 : 100;
    private static final int ROUNDS_ETTERSENDELSE = LONG ? 50 : 15;
    private static final int THREADS_PER_PROCESS = 2;

    private static RunningStack stack;
    private static FunctionProcess another;
    private static List<Client> senders;
    private static ExecutorService threads;

    @BeforeAll
    static void start(RunningStack shared) throws Exception {
        stack = shared;
        another = stack.another("submit-function", Map.of());
        another.start();
        another.awaitReady();
        FunctionProcess one = stack.function("submit-function").orElseThrow();
        senders = new ArrayList<>();
        for (int i = 0; i < THREADS_PER_PROCESS; i++) {
            senders.add(citizen(one));
            senders.add(citizen(another));
        }
        threads = Executors.newFixedThreadPool(senders.size());
    }

    @AfterAll
    static void stop() {
        threads.close();
        another.stop();
    }

    @Test
    void equal_soknader_are_one_case_with_one_id_and_one_delivery() throws Exception {
        byte[] pdf = "%PDF-1.7".getBytes(StandardCharsets.UTF_8);
        byte[] cms = MultipartForm.encrypt(pdf, stack.keys().platform().certificate());
        MultipartForm form = new MultipartForm()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .file("Soknad.pdf", pdf.length, cms);
        long saker = number("SELECT count(*) FROM digisos_sak");
        List<String> references = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String ref = UUID.randomUUID().toString();
            List<Answer> answer = concurrent(sender -> sender.post("/digisos/api/v2/soknader/0301/" + ref, form));
            assertThat(answer).as("round %s", round).extracting(Answer::status).containsOnly(202);
            assertThat(answer)
                    .as("round %s", round)
                    .extracting(Answer::text)
                    .containsOnly(answer.getFirst().text());
            references.add(ref);
            ids.add(UUID.fromString(answer.getFirst().json().asText()));
        }
        assertThat(number("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ANY (?)", references))
                .isEqualTo(ROUNDS);
        assertThat(number("SELECT count(*) FROM innsending WHERE digisos_id = ANY (?)", ids))
                .isEqualTo(ROUNDS);
        assertThat(number("SELECT count(*) FROM leveranse WHERE digisos_id = ANY (?)", ids))
                .isEqualTo(ROUNDS);
        assertThat(number("SELECT count(*) FROM digisos_sak") - saker)
                .as("no case that nobody was told of")
                .isEqualTo(ROUNDS);
        assertThat(number("SELECT count(*) FROM dokument WHERE digisos_id = ANY (?)", ids))
                .isEqualTo(3L * ROUNDS);
        assertThat(number("SELECT count(*) FROM dokument WHERE tilstand = 'MOTTAS'"))
                .as("the losers' documents are thrown away")
                .isZero();
    }

    @Test
    void of_equal_ettersendelser_one_is_accepted_and_its_files_moved_once() throws Exception {
        String sak = newSak();
        Client nav = Client.against(stack.json().gateway().http().toString())
                .as(stack.tokens().token("maskinporten", Map.of()), SeedData.NAV);
        MultipartForm form = new MultipartForm()
                .json(
                        "vedlegg.json",
                        "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\","
                                + "\"filer\":[{\"filnavn\":\"a.png\",\"sha512\":\"ab\"}]}]}");
        for (int round = 0; round < ROUNDS_ETTERSENDELSE; round++) {
            String ref = UUID.randomUUID() + "0001";
            Answer stored = nav.post(
                    "/digisos/api/v1/mellomlagring/" + ref,
                    new MultipartForm()
                            .file("a.png", new byte[16], stack.keys().platform().certificate()));
            assertThat(stored.status()).as(stored.text()).isEqualTo(202);
            List<Answer> answer =
                    concurrent(sender -> sender.post("/digisos/api/v2/soknader/0301/" + sak + "/" + ref, form));
            assertThat(answer).extracting(Answer::status).containsExactlyInAnyOrder(202, 400, 400, 400);
            assertThat(answer)
                    .filteredOn(s -> s.status() == 400)
                    .allSatisfy(s -> assertThat(s.text()).contains("finnes allerde for oppgitt DigisosId " + sak));
        }
        UUID id = UUID.fromString(sak);
        assertThat(number("SELECT count(*) FROM innsending WHERE digisos_id = ANY (?)", List.of(id)))
                .isEqualTo(1 + ROUNDS_ETTERSENDELSE);
        assertThat(number("SELECT count(DISTINCT venter_pa) FROM leveranse WHERE digisos_id = ANY (?)", List.of(id)))
                .as("one chain: each waits for the one before it")
                .isEqualTo(ROUNDS_ETTERSENDELSE);
    }

    private static String newSak() {
        Answer answer = senders.getFirst()
                .post(
                        "/digisos/api/v2/soknader/0301/" + UUID.randomUUID(),
                        new MultipartForm()
                                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                                .json("vedleggJson", "{\"vedlegg\":[]}")
                                .file(
                                        "Soknad.pdf",
                                        new byte[9],
                                        stack.keys().platform().certificate()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().asText();
    }

    private static Client citizen(FunctionProcess function) {
        return Client.against("http://127.0.0.1:" + function.health().getPort())
                .as(stack.tokens().token("idporten", Map.of("pid", FNR)), SeedData.NAV);
    }

    private static List<Answer> concurrent(Function<Client, Answer> call) throws Exception {
        CyclicBarrier startSignal = new CyclicBarrier(senders.size());
        List<Future<Answer>> inFlight = new ArrayList<>();
        for (Client sender : senders) {
            Callable<Answer> afterStart = () -> {
                startSignal.await();
                return call.apply(sender);
            };
            inFlight.add(threads.submit(afterStart));
        }
        List<Answer> answer = new ArrayList<>();
        for (Future<Answer> single : inFlight) {
            answer.add(single.get());
        }
        return answer;
    }

    private static long number(String sql) throws SQLException {
        return number(sql, List.of());
    }

    private static long number(String sql, List<?> ids) throws SQLException {
        try (Connection c = DriverManager.getConnection(
                        stack.json().postgres().jdbcUrl(),
                        stack.json().postgres().bruker(),
                        stack.json().postgres().passord());
                PreparedStatement statement = c.prepareStatement(sql)) {
            if (!ids.isEmpty()) {
                String type = ids.getFirst() instanceof UUID ? "uuid" : "text";
                statement.setArray(1, c.createArrayOf(type, ids.toArray()));
            }
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        }
    }
}
