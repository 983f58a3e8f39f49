package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After our 202 nothing is lost or delivered twice, and before it nothing is half done, wherever a process dies. */
@ExtendWith(SharedStack.class)
class CrashTest {
    private static final String FNR = "01819010001";

    private static RunningStack stack;

    @BeforeAll
    static void start(RunningStack shared) {
        stack = shared;
    }

    @Test
    void a_function_that_dies_between_the_commit_and_the_202_has_accepted_once() throws Exception {
        String ref = UUID.randomUUID().toString();
        try (CommitProxy proxy = new CommitProxy(stack.json().postgres().port())) {
            FunctionProcess doomed = submitFunction(proxy);
            doomed.start();
            try {
                doomed.awaitReady();
                Client direct = nav("http://127.0.0.1:" + doomed.health().getPort());
                proxy.arm();
                CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> send(direct, ref));
                assertThat(proxy.awaitHeld()).as("the acceptance was committed").isTrue();
                awaitCount("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref, 1);
                assertThat(first).as("no answer before the commit is known").isNotDone();
                doomed.kill();
                assertThat(answer(first)).as("the client never heard of it").isEmpty();
            } finally {
                doomed.stop();
            }
        }

        String accepted = text("SELECT digisos_id::text FROM innsending WHERE nav_ekstern_ref_id = ?", ref);
        Answer again = send(nav(stack.json().gateway().http().toString()), ref);
        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(again.json().asText()).isEqualTo(accepted);
        assertThat(count("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM leveranse WHERE digisos_id = ?::uuid", accepted))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM digisos_sak WHERE digisos_id = ?::uuid", accepted))
                .isEqualTo(1);
    }

    @Test
    void without_the_database_everything_is_503_and_nothing_is_lost() throws Exception {
        String ref = UUID.randomUUID().toString();
        Client nav = nav(stack.json().gateway().http().toString());
        assertThat(send(nav, ref).status()).isEqualTo(202);
        String fresh = UUID.randomUUID().toString();
        stack.database().server().stopImmediate();
        try {
            Answer answer = send(nav, fresh);
            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.json().get("errorCode").asText()).isEqualTo("UTILGJENGELIG");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            Answer ready = Client.against(ready().toString()).get("");
            assertThat(ready.status())
                    .as("the function stays in the load balancer: %s", ready.text())
                    .isEqualTo(200);
        } finally {
            stack.database().server().restart();
        }
        awaitStatus(() -> send(nav, fresh), 202);
        assertThat(count("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", fresh))
                .isEqualTo(1);
    }

    @Test
    void without_the_token_issuer_a_token_is_not_bad_but_cannot_be_proved() throws Exception {
        FunctionProcess alone =
                stack.another("submit-function", Map.of("QUARKUS_OIDC_IDPORTEN_JWKS_PATH", "http://127.0.0.1:1/jwks"));
        alone.start();
        try {
            alone.awaitReady();
            Client nav = nav("http://127.0.0.1:" + alone.health().getPort());
            Answer answer = nav.get("/digisos/api/v1/soknader/soknader");
            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.json().get("errorCode").asText()).isEqualTo("UTILGJENGELIG");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            // Told of once a minute, and never at ERROR, which anybody could make it write.
            nav.get("/digisos/api/v1/soknader/soknader");
            List<String> log = Files.readAllLines(alone.command().log());
            assertThat(log.stream().filter(line -> line.contains("The issuer of access tokens did not answer")))
                    .hasSize(1);
            assertThat(log).noneMatch(line -> line.contains("\"ERROR\"") || line.contains(" ERROR "));
        } finally {
            alone.stop();
        }
    }

    private static URI ready() {
        return stack.function("submit-function").orElseThrow().health();
    }

    private static FunctionProcess submitFunction(CommitProxy proxy) throws IOException {
        return stack.another(
                "submit-function",
                Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/digisos?prepareThreshold=0&sslmode=disable"));
    }

    private static Client nav(String base) {
        String token = stack.tokens().token("idporten", Map.of("pid", FNR));
        return Client.against(base).as(token, SeedData.NAV);
    }

    private static Answer send(Client nav, String ref) {
        byte[] pdf = "%PDF-1.7 en søknad".getBytes(StandardCharsets.UTF_8);
        MultipartForm form = new MultipartForm()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .file("Soknad.pdf", pdf, stack.keys().platform().certificate());
        return nav.send(
                "POST",
                "/digisos/api/v2/soknader/0301/" + ref,
                BodyPublishers.ofByteArray(form.bytes()),
                form.contentType());
    }

    private static String answer(CompletableFuture<Answer> future) throws Exception {
        try {
            return future.get(60, TimeUnit.SECONDS).text();
        } catch (ExecutionException e) {
            return "";
        }
    }

    private interface Call {
        Answer make() throws Exception;
    }

    private static void awaitStatus(Call call, int status) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Answer answer = call.make();
        while (answer.status() != status && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            answer = call.make();
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private static void awaitCount(String sql, String parameter, int count) throws SQLException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (count(sql, parameter) != count && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(count(sql, parameter)).isEqualTo(count);
    }

    private static int count(String sql, String parameter) throws SQLException {
        return Integer.parseInt(text(sql, parameter));
    }

    private static String text(String sql, String parameter) throws SQLException {
        try (Connection c = DriverManager.getConnection(
                        stack.json().postgres().jdbcUrl(),
                        stack.json().postgres().bruker(),
                        stack.json().postgres().passord());
                PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        }
    }
}
