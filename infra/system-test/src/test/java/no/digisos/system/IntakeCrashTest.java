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
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.client.Opener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

/** Whichever step of fetch and receipt kills status-function, the fagsystem gets the message, and it is decided once. */
@ExtendWith(SharedStack.class)
class IntakeCrashTest {
    private static final String QUEUE = "/digisos/mottak/api/v1/kontoer/" + SeedData.OSLO.kontoId() + "/meldinger";
    private static final Duration AFTER_LEASE = Duration.ofMinutes(16);
    private static final byte[] PDF = pdf();

    private static RunningStack stack;

    @BeforeAll
    static void start(RunningStack shared) {
        stack = shared;
    }

    @AfterEach
    void reset_the_clock() throws SQLException {
        stack.clock().set(Duration.ZERO);
    }

    @Test
    void killed_between_the_commit_of_the_fetch_and_its_answer() throws Exception {
        String meldingId = soknad();
        killedAfterCommit(direct -> direct.post(QUEUE + "/hent", "{}"));
        assertThat(gateway().post(QUEUE + "/hent", "{}").status())
                .as("leased, though nobody knows")
                .isEqualTo(204);
        stack.clock().set(AFTER_LEASE);
        Answer again = gateway().post(QUEUE + "/hent", "{}");
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.json().findValuesAsText("meldingId")).containsExactly(meldingId);
        assertThat(again.json().at("/0/resendt").asBoolean()).isTrue();
        receipt(meldingId);
    }

    @Test
    void killed_in_the_middle_of_a_download() throws Exception {
        String meldingId = soknad();
        Answer fetched = gateway().post(QUEUE + "/hent", "{}");
        String path = QUEUE + "/" + meldingId + "/dokumenter/" + dokument(fetched, "Soknad.pdf");
        FunctionProcess doomed = stack.another("status-function", Map.of());
        doomed.start();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        String etag;
        try {
            doomed.awaitReady();
            HttpResponse<InputStream> answer = stream(doomed, path);
            etag = answer.headers().firstValue("ETag").orElseThrow();
            try (InputStream body = answer.body()) {
                received.write(body.readNBytes(100_000));
                doomed.kill();
                body.transferTo(received);
            } catch (IOException e) {
                // Broken off, as it must be: what came so far is kept.
            }
        } finally {
            doomed.stop();
        }
        assertThat(received.size()).as("it was cut").isLessThan(PDF.length);
        Answer rest = gateway()
                .withHeader("Range", "bytes=" + received.size() + "-")
                .withHeader("If-Range", etag)
                .get(path);
        assertThat(rest.status()).as("another instance goes on").isEqualTo(206);
        received.write(rest.bytes());
        assertThat(Opener.open(
                        received.toByteArray(), stack.keys().konto(Objects.requireNonNull(SeedData.OSLO.kontoId()))))
                .isEqualTo(PDF);
        receipt(meldingId);
    }

    @Test
    void killed_before_the_commit_of_the_receipt() throws Exception {
        String meldingId = soknad();
        gateway().post(QUEUE + "/hent", "{}");
        FunctionProcess doomed = stack.another("status-function", Map.of());
        doomed.start();
        try (Connection c = connection()) {
            doomed.awaitReady();
            c.setAutoCommit(false);
            text(c, "SELECT id::text FROM leveranse WHERE id = ?::uuid FOR UPDATE", meldingId);
            Client direct = fagsystem(base(doomed));
            CompletableFuture<Answer> kvittering = CompletableFuture.supplyAsync(
                    () -> direct.post(QUEUE + "/" + meldingId + "/kvittering/mottatt", "{}"));
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
                        .get(QUEUE + "/" + meldingId + "/status")
                        .json()
                        .get("tilstand")
                        .asText())
                .isEqualTo("I_KO");
        stack.clock().set(AFTER_LEASE);
        assertThat(gateway().post(QUEUE + "/hent", "{}").json().findValuesAsText("meldingId"))
                .containsExactly(meldingId);
        receipt(meldingId);
    }

    @Test
    void killed_between_the_commit_of_the_receipt_and_its_answer() throws Exception {
        String meldingId = soknad();
        gateway().post(QUEUE + "/hent", "{}");
        killedAfterCommit(direct -> direct.post(QUEUE + "/" + meldingId + "/kvittering/mottatt", "{}"));
        stack.clock().set(AFTER_LEASE);
        assertThat(gateway().post(QUEUE + "/hent", "{}").status())
                .as("it was receipted")
                .isEqualTo(204);
        receipt(meldingId);
        assertThat(text(
                        "SELECT count(*) FROM historikk WHERE leveranse_id = ?::uuid AND hendelse = 'BEKREFTET'",
                        meldingId))
                .isEqualTo("1");
    }

    /** The receipt, which a repeat answers alike. */
    private static void receipt(String meldingId) throws SQLException {
        Answer received = gateway().post(QUEUE + "/" + meldingId + "/kvittering/mottatt", "{}");
        assertThat(received.status()).as(received.text()).isEqualTo(200);
        assertThat(received.json().get("tilstand").asText()).isEqualTo("BEKREFTET");
        assertThat(text("SELECT count(*) FROM leveranse_utfall WHERE leveranse_id = ?::uuid", meldingId))
                .isEqualTo("1");
    }

    private interface Call {
        Answer make(Client direct);
    }

    /** Makes a call whose transaction is committed, and kills the function before it hears of the commit. */
    private static void killedAfterCommit(Call call) throws Exception {
        try (CommitProxy proxy = new CommitProxy(stack.json().postgres().port())) {
            FunctionProcess doomed = stack.another(
                    "status-function",
                    Map.of(
                            "QUARKUS_DATASOURCE_JDBC_URL",
                            "jdbc:postgresql://127.0.0.1:" + proxy.port()
                                    + "/digisos?prepareThreshold=0&sslmode=disable"));
            doomed.start();
            try {
                doomed.awaitReady();
                Client direct = fagsystem(base(doomed));
                proxy.arm();
                CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> call.make(direct));
                assertThat(proxy.awaitHeld()).as("it was committed").isTrue();
                assertThat(answer).as("no answer before the commit is known").isNotDone();
                doomed.kill();
                assertThat(answer(answer)).as("the client never heard of it").isEmpty();
            } finally {
                doomed.stop();
            }
        }
    }

    private static String soknad() throws SQLException {
        String ref = UUID.randomUUID().toString();
        MultipartForm form = new MultipartForm()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .file("Soknad.pdf", PDF, stack.keys().platform().certificate());
        String token = stack.tokens().token("idporten", Map.of("pid", "01819010001"));
        Answer answer = Client.against(stack.json().gateway().http().toString())
                .as(token, SeedData.NAV)
                .send(
                        "POST",
                        "/digisos/api/v2/soknader/0301/" + ref,
                        BodyPublishers.ofByteArray(form.bytes()),
                        form.contentType());
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return text(
                "SELECT id::text FROM leveranse WHERE digisos_id = ?::uuid",
                answer.json().asText());
    }

    private static String dokument(Answer fetched, String filnavn) {
        for (var file : fetched.json().at("/0/filmetadata")) {
            if (file.get("filnavn").asText().equals(filnavn)) {
                return file.get("dokumentId").asText();
            }
        }
        throw new AssertionError(filnavn + " is not in " + fetched.text());
    }

    private static Client gateway() {
        return fagsystem(stack.json().gateway().http().toString());
    }

    private static Client fagsystem(String base) {
        return Client.against(base).as(token(), SeedData.OSLO_FAGSYSTEM);
    }

    private static String token() {
        return stack.tokens().token("maskinporten", Map.of("orgnr", SeedData.OSLO_FAGSYSTEM.organisasjon()));
    }

    private static String base(FunctionProcess function) {
        return "http://127.0.0.1:" + function.health().getPort();
    }

    private static HttpResponse<InputStream> stream(FunctionProcess function, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base(function) + path))
                .header("Authorization", "Bearer " + token())
                .header("IntegrasjonId", SeedData.OSLO_FAGSYSTEM.id().toString())
                .header("IntegrasjonPassord", SeedData.OSLO_FAGSYSTEM.passord())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    }

    private static String answer(CompletableFuture<Answer> future) throws Exception {
        try {
            return future.get(60, TimeUnit.SECONDS).text();
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
