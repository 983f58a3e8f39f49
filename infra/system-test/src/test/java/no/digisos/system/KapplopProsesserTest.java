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
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.Stack;
import no.digisos.local.stack.StackOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One reference sent at once by two threads to each of two processes: one case, and everybody is told the same. */
class KapplopProsesserTest {
    private static final String FNR = "01819010001";
    private static final int RUNDER = 500;
    private static final int RUNDER_ETTERSENDELSE = 50;
    private static final int TRADER_PER_PROSESS = 2;

    private static RunningStack stack;
    private static FunctionProcess annen;
    private static List<Klient> avsendere;
    private static ExecutorService trader;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.start(StackOptions.usual().with(StackOptions.Fallback.MANUELL));
        annen = stack.another("submit-function", Map.of());
        annen.start();
        annen.awaitReady();
        FunctionProcess en = stack.function("submit-function").orElseThrow();
        avsendere = new ArrayList<>();
        for (int i = 0; i < TRADER_PER_PROSESS; i++) {
            avsendere.add(borger(en));
            avsendere.add(borger(annen));
        }
        trader = Executors.newFixedThreadPool(avsendere.size());
    }

    @AfterAll
    static void stop() {
        trader.close();
        annen.stop();
        stack.close();
    }

    @Test
    void equal_soknader_are_one_case_with_one_id_and_one_delivery() throws Exception {
        byte[] pdf = "%PDF-1.7".getBytes(StandardCharsets.UTF_8);
        byte[] cms = Skjema.krypter(pdf, stack.keys().platform().certificate());
        Skjema skjema = new Skjema()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .fil("Soknad.pdf", pdf.length, cms);
        long saker = tall("SELECT count(*) FROM digisos_sak");
        List<String> referanser = new ArrayList<>();
        List<UUID> ider = new ArrayList<>();
        for (int runde = 0; runde < RUNDER; runde++) {
            String ref = UUID.randomUUID().toString();
            List<Svar> svar = samtidig(avsender -> avsender.post("/digisos/api/v2/soknader/0301/" + ref, skjema));
            assertThat(svar).as("round %s", runde).extracting(Svar::status).containsOnly(202);
            assertThat(svar)
                    .as("round %s", runde)
                    .extracting(Svar::tekst)
                    .containsOnly(svar.getFirst().tekst());
            referanser.add(ref);
            ider.add(UUID.fromString(svar.getFirst().json().asText()));
        }
        assertThat(tall("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ANY (?)", referanser))
                .isEqualTo(RUNDER);
        assertThat(tall("SELECT count(*) FROM innsending WHERE digisos_id = ANY (?)", ider))
                .isEqualTo(RUNDER);
        assertThat(tall("SELECT count(*) FROM leveranse WHERE digisos_id = ANY (?)", ider))
                .isEqualTo(RUNDER);
        assertThat(tall("SELECT count(*) FROM digisos_sak") - saker)
                .as("no case that nobody was told of")
                .isEqualTo(RUNDER);
        assertThat(tall("SELECT count(*) FROM dokument WHERE digisos_id = ANY (?)", ider))
                .isEqualTo(3L * RUNDER);
        assertThat(tall("SELECT count(*) FROM dokument WHERE tilstand = 'MOTTAS'"))
                .as("the losers' documents are thrown away")
                .isZero();
    }

    @Test
    void of_equal_ettersendelser_one_is_accepted_and_its_files_moved_once() throws Exception {
        String sak = nySak();
        Klient nav = Klient.mot(stack.json().gateway().http().toString())
                .som(stack.tokens().token("maskinporten", Map.of()), Fro.NAV);
        Skjema skjema = new Skjema()
                .json(
                        "vedlegg.json",
                        "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\","
                                + "\"filer\":[{\"filnavn\":\"a.png\",\"sha512\":\"ab\"}]}]}");
        for (int runde = 0; runde < RUNDER_ETTERSENDELSE; runde++) {
            String ref = UUID.randomUUID() + "0001";
            Svar lagret = nav.post(
                    "/digisos/api/v1/mellomlagring/" + ref,
                    new Skjema()
                            .fil("a.png", new byte[16], stack.keys().platform().certificate()));
            assertThat(lagret.status()).as(lagret.tekst()).isEqualTo(202);
            List<Svar> svar =
                    samtidig(avsender -> avsender.post("/digisos/api/v2/soknader/0301/" + sak + "/" + ref, skjema));
            assertThat(svar).extracting(Svar::status).containsExactlyInAnyOrder(202, 400, 400, 400);
            assertThat(svar)
                    .filteredOn(s -> s.status() == 400)
                    .allSatisfy(s -> assertThat(s.tekst()).contains("finnes allerde for oppgitt DigisosId " + sak));
        }
        UUID id = UUID.fromString(sak);
        assertThat(tall("SELECT count(*) FROM innsending WHERE digisos_id = ANY (?)", List.of(id)))
                .isEqualTo(1 + RUNDER_ETTERSENDELSE);
        assertThat(tall("SELECT count(DISTINCT venter_pa) FROM leveranse WHERE digisos_id = ANY (?)", List.of(id)))
                .as("one chain: each waits for the one before it")
                .isEqualTo(RUNDER_ETTERSENDELSE);
    }

    private static String nySak() {
        Svar svar = avsendere
                .getFirst()
                .post(
                        "/digisos/api/v2/soknader/0301/" + UUID.randomUUID(),
                        new Skjema()
                                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                                .json("vedleggJson", "{\"vedlegg\":[]}")
                                .fil(
                                        "Soknad.pdf",
                                        new byte[9],
                                        stack.keys().platform().certificate()));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        return svar.json().asText();
    }

    private static Klient borger(FunctionProcess funksjon) {
        return Klient.mot("http://127.0.0.1:" + funksjon.health().getPort())
                .som(stack.tokens().token("idporten", Map.of("pid", FNR)), Fro.NAV);
    }

    private static List<Svar> samtidig(Function<Klient, Svar> kall) throws Exception {
        CyclicBarrier startskudd = new CyclicBarrier(avsendere.size());
        List<Future<Svar>> underveis = new ArrayList<>();
        for (Klient avsender : avsendere) {
            Callable<Svar> etterStart = () -> {
                startskudd.await();
                return kall.apply(avsender);
            };
            underveis.add(trader.submit(etterStart));
        }
        List<Svar> svar = new ArrayList<>();
        for (Future<Svar> ett : underveis) {
            svar.add(ett.get());
        }
        return svar;
    }

    private static long tall(String sql) throws SQLException {
        return tall(sql, List.of());
    }

    private static long tall(String sql, List<?> ider) throws SQLException {
        try (Connection c = DriverManager.getConnection(
                        stack.json().postgres().jdbcUrl(),
                        stack.json().postgres().bruker(),
                        stack.json().postgres().passord());
                PreparedStatement statement = c.prepareStatement(sql)) {
            if (!ider.isEmpty()) {
                String type = ider.getFirst() instanceof UUID ? "uuid" : "text";
                statement.setArray(1, c.createArrayOf(type, ider.toArray()));
            }
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        }
    }
}
