package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import no.digisos.common.testkit.Apner;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.Stack;
import no.digisos.local.stack.StackOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Whichever step of fetch and receipt kills status-function, the fagsystem gets the message, and it is decided once. */
class MottakKrasjTest {
    private static final String KO = "/digisos/mottak/api/v1/kontoer/" + Fro.OSLO.kontoId() + "/meldinger";
    private static final Duration ETTER_LEIEN = Duration.ofMinutes(16);
    private static final byte[] PDF = pdf();

    private static RunningStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.start(StackOptions.usual().with(StackOptions.Fallback.MANUELL));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void reset_the_clock() throws SQLException {
        stack.clock().set(Duration.ZERO);
    }

    @Test
    void killed_between_the_commit_of_the_fetch_and_its_answer() throws Exception {
        String meldingId = soknad();
        killedAfterCommit(direct -> direct.post(KO + "/hent", "{}"));
        assertThat(gateway().post(KO + "/hent", "{}").status())
                .as("leased, though nobody knows")
                .isEqualTo(204);
        stack.clock().set(ETTER_LEIEN);
        Svar igjen = gateway().post(KO + "/hent", "{}");
        assertThat(igjen.status()).as(igjen.tekst()).isEqualTo(200);
        assertThat(igjen.json().findValuesAsText("meldingId")).containsExactly(meldingId);
        assertThat(igjen.json().at("/0/resendt").asBoolean()).isTrue();
        kvitter(meldingId);
    }

    @Test
    void killed_in_the_middle_of_a_download() throws Exception {
        String meldingId = soknad();
        Svar hentet = gateway().post(KO + "/hent", "{}");
        String sti = KO + "/" + meldingId + "/dokumenter/" + dokument(hentet, "Soknad.pdf");
        FunctionProcess doomed = stack.another("status-function", Map.of());
        doomed.start();
        ByteArrayOutputStream mottatt = new ByteArrayOutputStream();
        String etag;
        try {
            doomed.awaitReady();
            HttpResponse<InputStream> svar = strom(doomed, sti);
            etag = svar.headers().firstValue("ETag").orElseThrow();
            try (InputStream kropp = svar.body()) {
                mottatt.write(kropp.readNBytes(100_000));
                doomed.kill();
                kropp.transferTo(mottatt);
            } catch (IOException e) {
                // Broken off, as it must be: what came so far is kept.
            }
        } finally {
            doomed.stop();
        }
        assertThat(mottatt.size()).as("it was cut").isLessThan(PDF.length);
        Svar resten = gateway()
                .medHode("Range", "bytes=" + mottatt.size() + "-")
                .medHode("If-Range", etag)
                .get(sti);
        assertThat(resten.status()).as("another instance goes on").isEqualTo(206);
        mottatt.write(resten.bytes());
        assertThat(Apner.apne(mottatt.toByteArray(), stack.keys().konto(Objects.requireNonNull(Fro.OSLO.kontoId()))))
                .isEqualTo(PDF);
        kvitter(meldingId);
    }

    @Test
    void killed_before_the_commit_of_the_receipt() throws Exception {
        String meldingId = soknad();
        gateway().post(KO + "/hent", "{}");
        FunctionProcess doomed = stack.another("status-function", Map.of());
        doomed.start();
        try (Connection c = connection()) {
            doomed.awaitReady();
            c.setAutoCommit(false);
            text(c, "SELECT id::text FROM leveranse WHERE id = ?::uuid FOR UPDATE", meldingId);
            Klient direct = fagsystem(base(doomed));
            CompletableFuture<Svar> kvittering = CompletableFuture.supplyAsync(
                    () -> direct.post(KO + "/" + meldingId + "/kvittering/mottatt", "{}"));
            // Not pg_stat_activity: the operators' role does not see what the functions' roles wait for there.
            await(
                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND ?::int = ANY (pg_blocking_pids(pid))",
                    Integer.toString(c.unwrap(PGConnection.class).getBackendPID()));
            doomed.kill();
            assertThat(answer(kvittering)).as("the client never heard of it").isEmpty();
            c.rollback();
        } finally {
            doomed.stop();
        }
        assertThat(gateway()
                        .get(KO + "/" + meldingId + "/status")
                        .json()
                        .get("tilstand")
                        .asText())
                .isEqualTo("I_KO");
        stack.clock().set(ETTER_LEIEN);
        assertThat(gateway().post(KO + "/hent", "{}").json().findValuesAsText("meldingId"))
                .containsExactly(meldingId);
        kvitter(meldingId);
    }

    @Test
    void killed_between_the_commit_of_the_receipt_and_its_answer() throws Exception {
        String meldingId = soknad();
        gateway().post(KO + "/hent", "{}");
        killedAfterCommit(direct -> direct.post(KO + "/" + meldingId + "/kvittering/mottatt", "{}"));
        stack.clock().set(ETTER_LEIEN);
        assertThat(gateway().post(KO + "/hent", "{}").status())
                .as("it was receipted")
                .isEqualTo(204);
        kvitter(meldingId);
        assertThat(text(
                        "SELECT count(*) FROM historikk WHERE leveranse_id = ?::uuid AND hendelse = 'BEKREFTET'",
                        meldingId))
                .isEqualTo("1");
    }

    /** The receipt, which a repeat answers alike. */
    private static void kvitter(String meldingId) throws SQLException {
        Svar mottatt = gateway().post(KO + "/" + meldingId + "/kvittering/mottatt", "{}");
        assertThat(mottatt.status()).as(mottatt.tekst()).isEqualTo(200);
        assertThat(mottatt.json().get("tilstand").asText()).isEqualTo("BEKREFTET");
        assertThat(text("SELECT count(*) FROM leveranse_utfall WHERE leveranse_id = ?::uuid", meldingId))
                .isEqualTo("1");
    }

    private interface Call {
        Svar make(Klient direct);
    }

    /** Makes a call whose transaction is committed, and kills the function before it hears of the commit. */
    private static void killedAfterCommit(Call call) throws Exception {
        try (KommitProxy proxy = new KommitProxy(stack.json().postgres().port())) {
            FunctionProcess doomed = stack.another(
                    "status-function",
                    Map.of(
                            "QUARKUS_DATASOURCE_JDBC_URL",
                            "jdbc:postgresql://127.0.0.1:" + proxy.port()
                                    + "/digisos?prepareThreshold=0&sslmode=disable"));
            doomed.start();
            try {
                doomed.awaitReady();
                Klient direct = fagsystem(base(doomed));
                proxy.arm();
                CompletableFuture<Svar> svar = CompletableFuture.supplyAsync(() -> call.make(direct));
                assertThat(proxy.awaitHeld()).as("it was committed").isTrue();
                assertThat(svar).as("no answer before the commit is known").isNotDone();
                doomed.kill();
                assertThat(answer(svar)).as("the client never heard of it").isEmpty();
            } finally {
                doomed.stop();
            }
        }
    }

    private static String soknad() throws SQLException {
        String ref = UUID.randomUUID().toString();
        Skjema skjema = new Skjema()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .fil("Soknad.pdf", PDF, stack.keys().platform().certificate());
        String token = stack.tokens().token("idporten", Map.of("pid", "01819010001"));
        Svar svar = Klient.mot(stack.json().gateway().http().toString())
                .som(token, Fro.NAV)
                .send(
                        "POST",
                        "/digisos/api/v2/soknader/0301/" + ref,
                        BodyPublishers.ofByteArray(skjema.bytes()),
                        skjema.innholdstype());
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        return text(
                "SELECT id::text FROM leveranse WHERE digisos_id = ?::uuid",
                svar.json().asText());
    }

    private static String dokument(Svar hentet, String filnavn) {
        for (var fil : hentet.json().at("/0/filmetadata")) {
            if (fil.get("filnavn").asText().equals(filnavn)) {
                return fil.get("dokumentId").asText();
            }
        }
        throw new AssertionError(filnavn + " is not in " + hentet.tekst());
    }

    private static Klient gateway() {
        return fagsystem(stack.json().gateway().http().toString());
    }

    private static Klient fagsystem(String base) {
        return Klient.mot(base).som(token(), Fro.OSLO_FAGSYSTEM);
    }

    private static String token() {
        return stack.tokens().token("maskinporten", Map.of("orgnr", Fro.OSLO_FAGSYSTEM.organisasjon()));
    }

    private static String base(FunctionProcess function) {
        return "http://127.0.0.1:" + function.health().getPort();
    }

    private static HttpResponse<InputStream> strom(FunctionProcess function, String sti) throws Exception {
        HttpRequest foresporsel = HttpRequest.newBuilder(URI.create(base(function) + sti))
                .header("Authorization", "Bearer " + token())
                .header("IntegrasjonId", Fro.OSLO_FAGSYSTEM.id().toString())
                .header("IntegrasjonPassord", Fro.OSLO_FAGSYSTEM.passord())
                .build();
        return HttpClient.newHttpClient().send(foresporsel, BodyHandlers.ofInputStream());
    }

    private static String answer(CompletableFuture<Svar> future) throws Exception {
        try {
            return future.get(60, TimeUnit.SECONDS).tekst();
        } catch (ExecutionException e) {
            return "";
        }
    }

    private static void await(String sql, String parameter) throws SQLException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (text(sql, parameter).equals("0") && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(text(sql, parameter)).isNotEqualTo("0");
    }

    private static Connection connection() throws SQLException {
        return DriverManager.getConnection(
                stack.json().postgres().jdbcUrl(),
                stack.json().postgres().bruker(),
                stack.json().postgres().passord());
    }

    private static String text(String sql, String parameter) throws SQLException {
        try (Connection c = connection()) {
            return text(c, sql, parameter);
        }
    }

    private static String text(Connection c, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        }
    }

    private static byte[] pdf() {
        byte[] bytes = new byte[20_000_000];
        new Random(4).nextBytes(bytes);
        return bytes;
    }
}
