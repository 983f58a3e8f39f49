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
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** After our 202 nothing is lost or delivered twice, and before it nothing is half done, wherever a process dies. */
class KrasjTest {
    private static final String FNR = "01819010001";

    private static RunningStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = Stakk.start();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void a_function_that_dies_between_the_commit_and_the_202_has_accepted_once() throws Exception {
        String ref = UUID.randomUUID().toString();
        try (KommitProxy proxy = new KommitProxy(stack.json().postgres().port())) {
            FunctionProcess doomed = submitFunction(proxy);
            doomed.start();
            try {
                doomed.awaitReady();
                Klient direct = nav("http://127.0.0.1:" + doomed.health().getPort());
                proxy.arm();
                CompletableFuture<Svar> forste = CompletableFuture.supplyAsync(() -> send(direct, ref));
                assertThat(proxy.awaitHeld()).as("the acceptance was committed").isTrue();
                awaitCount("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref, 1);
                assertThat(forste).as("no answer before the commit is known").isNotDone();
                doomed.kill();
                assertThat(answer(forste)).as("the client never heard of it").isEmpty();
            } finally {
                doomed.stop();
            }
        }

        String akseptert = text("SELECT digisos_id::text FROM innsending WHERE nav_ekstern_ref_id = ?", ref);
        Svar igjen = send(nav(stack.json().gateway().http().toString()), ref);
        assertThat(igjen.status()).as(igjen.tekst()).isEqualTo(202);
        assertThat(igjen.json().asText()).isEqualTo(akseptert);
        assertThat(count("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM leveranse WHERE digisos_id = ?::uuid", akseptert))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM digisos_sak WHERE digisos_id = ?::uuid", akseptert))
                .isEqualTo(1);
    }

    @Test
    void without_the_database_everything_is_503_and_nothing_is_lost() throws Exception {
        String ref = UUID.randomUUID().toString();
        Klient nav = nav(stack.json().gateway().http().toString());
        assertThat(send(nav, ref).status()).isEqualTo(202);
        String ny = UUID.randomUUID().toString();
        stack.database().server().stopImmediate();
        try {
            Svar svar = send(nav, ny);
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(503);
            assertThat(svar.json().get("errorCode").asText()).isEqualTo("UTILGJENGELIG");
            assertThat(svar.hode("Retry-After")).isNotEmpty();
            Svar klar = Klient.mot(ready().toString()).get("");
            assertThat(klar.status())
                    .as("the function stays in the load balancer: %s", klar.tekst())
                    .isEqualTo(200);
        } finally {
            stack.database().server().restart();
        }
        awaitStatus(() -> send(nav, ny), 202);
        assertThat(count("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ny))
                .isEqualTo(1);
    }

    @Test
    void without_the_token_issuer_a_token_is_not_bad_but_cannot_be_proved() throws Exception {
        FunctionProcess alone =
                stack.another("submit-function", Map.of("QUARKUS_OIDC_IDPORTEN_JWKS_PATH", "http://127.0.0.1:1/jwks"));
        alone.start();
        try {
            alone.awaitReady();
            Klient nav = nav("http://127.0.0.1:" + alone.health().getPort());
            Svar svar = nav.get("/digisos/api/v1/soknader/soknader");
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(503);
            assertThat(svar.json().get("errorCode").asText()).isEqualTo("UTILGJENGELIG");
            assertThat(svar.hode("Retry-After")).isNotEmpty();
            // Told of once a minute, and never at ERROR, which anybody could make it write.
            nav.get("/digisos/api/v1/soknader/soknader");
            List<String> logg = Files.readAllLines(alone.command().log());
            assertThat(logg.stream().filter(linje -> linje.contains("Utsteder av access_token svarte ikke")))
                    .hasSize(1);
            assertThat(logg).noneMatch(linje -> linje.contains("\"ERROR\"") || linje.contains(" ERROR "));
        } finally {
            alone.stop();
        }
    }

    private static URI ready() {
        return stack.function("submit-function").orElseThrow().health();
    }

    private static FunctionProcess submitFunction(KommitProxy proxy) throws IOException {
        return stack.another(
                "submit-function",
                Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/digisos?prepareThreshold=0&sslmode=disable"));
    }

    private static Klient nav(String base) {
        String token = stack.tokens().token("idporten", Map.of("pid", FNR));
        return Klient.mot(base).som(token, Fro.NAV);
    }

    private static Svar send(Klient nav, String ref) {
        byte[] pdf = "%PDF-1.7 en søknad".getBytes(StandardCharsets.UTF_8);
        Skjema skjema = new Skjema()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .fil("Soknad.pdf", pdf, stack.keys().platform().certificate());
        return nav.send(
                "POST",
                "/digisos/api/v2/soknader/0301/" + ref,
                BodyPublishers.ofByteArray(skjema.bytes()),
                skjema.innholdstype());
    }

    private static String answer(CompletableFuture<Svar> future) throws Exception {
        try {
            return future.get(60, TimeUnit.SECONDS).tekst();
        } catch (ExecutionException e) {
            return "";
        }
    }

    private interface Call {
        Svar make() throws Exception;
    }

    private static void awaitStatus(Call call, int status) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Svar svar = call.make();
        while (svar.status() != status && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            svar = call.make();
        }
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
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
