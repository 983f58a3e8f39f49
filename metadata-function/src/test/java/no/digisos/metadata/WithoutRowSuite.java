package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is never an answer without its audit row, whatever breaks between the read and the row. */
abstract class WithoutRowSuite extends MetadataSuite {
    private static final String FAILURE = "RAISE EXCEPTION 'ingen rad'";
    /** The connection dies at the insert, as when the database is killed between the read and the row. */
    private static final String DEAD = "PERFORM pg_terminate_backend(pg_backend_pid())";

    @AfterEach
    void cleanUp() {
        asSuperuser("DROP TRIGGER IF EXISTS hinder ON audit_rad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEFORE INSERT|" + FAILURE,
                "BEFORE INSERT|" + DEAD,
                // Raised by the COMMIT itself.
                "CONSTRAINT|" + FAILURE,
                "CONSTRAINT|" + DEAD
            })
    void no_read_is_answered_when_its_row_cannot_be_committed(String obstacle) throws SQLException {
        SakSeeds.Sown sown = sak();
        obstruct(obstacle.substring(0, obstacle.indexOf('|')), obstacle.substring(obstacle.indexOf('|') + 1));
        for (Reading reading : readings(sown)) {
            UUID trace = UUID.randomUUID();
            Answer answer = reading.read(trace);
            assertError(answer, 503, "UTILGJENGELIG");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.text())
                    .doesNotContain(FNR, "navEksternRefId", "levertFagsystem", "hendelse", SOKNAD_JSON);
            assertThat(audit(trace)).isEmpty();
        }
        cleanUp();
        for (Reading reading : readings(sown)) {
            UUID trace = UUID.randomUUID();
            assertThat(reading.read(trace).status()).isEqualTo(200);
            assertThat(audit(trace)).hasSize(1);
        }
    }

    @Test
    void a_refusal_is_not_answered_without_its_row_either() {
        obstruct("BEFORE INSERT", FAILURE);
        assertError(
                nav().get(NAV + "/soknader/" + UUID.randomUUID() + "?sporingsId=" + UUID.randomUUID()),
                503,
                "UTILGJENGELIG");
        assertError(
                as(SeedData.OSLO_FAGSYSTEM)
                        .get(NAV + "/soknader/" + UUID.randomUUID() + "?sporingsId=" + UUID.randomUUID()),
                503,
                "UTILGJENGELIG");
    }

    @Test
    void a_caller_that_leaves_before_the_row_is_written_has_got_nothing() throws Exception {
        SakSeeds.Sown sown = sak();
        UUID trace = UUID.randomUUID();
        obstruct("BEFORE INSERT", "PERFORM pg_advisory_xact_lock_shared(4242)");
        try (Connection locker = environment.database().superuser().getConnection();
                Statement lock = locker.createStatement()) {
            locker.setAutoCommit(false);
            lock.execute("SELECT pg_advisory_xact_lock(4242)");
            URI uri = URI.create(base());
            try (Socket client = new Socket(uri.getHost(), uri.getPort())) {
                OutputStream out = client.getOutputStream();
                out.write(("GET " + NAV + "/soknader/" + sown.digisosId() + "?sporingsId=" + trace + " HTTP/1.1\r\n"
                                + "Host: x\r\nAuthorization: Bearer "
                                + environment.utsteder().machine(SeedData.NAV_ORG) + "\r\nIntegrasjonId: "
                                + SeedData.NAV.id()
                                + "\r\nIntegrasjonPassord: " + SeedData.NAV.passord() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                waitUntil("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", 1);
                InputStream in = client.getInputStream();
                assertThat(in.available()).as("bytes before the row").isZero();
            }
            assertThat(audit(trace)).isEmpty();
            locker.commit();
        }
        // Whether the row is then written for an answer that nobody takes does not matter; the function goes on.
        waitUntil("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", 0);
        cleanUp();
        assertThat(nav().get(NAV + "/soknader/" + sown.digisosId() + "?sporingsId=" + UUID.randomUUID())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_read_whose_row_cannot_be_written_while_others_hold_the_log_is_refused_while_they_do() throws Exception {
        SakSeeds.Sown sown = sak();
        UUID trace = UUID.randomUUID();
        String path = NAV + "/soknader/" + sown.digisosId() + "?sporingsId=";
        try (Connection locker = environment.database().superuser().getConnection();
                Statement lock = locker.createStatement()) {
            locker.setAutoCommit(false);
            lock.execute("LOCK TABLE audit_rad");
            Answer answer = nav().get(path + trace);
            assertError(answer, 503, "UTILGJENGELIG");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            waitUntil("SELECT count(*) FROM pg_locks WHERE NOT granted", 0);
        }
        assertThat(audit(trace)).isEmpty();
        assertThat(nav().get(path + UUID.randomUUID()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_rad SET utfall = 'NEKTET'",
                "DELETE FROM audit_rad",
                "TRUNCATE audit_rad",
                "DELETE FROM audit_kjede",
                "UPDATE audit_kjede SET kjede = 7",
                "INSERT INTO audit_kjede (kjede, hode) VALUES (0, '')",
                "ALTER TABLE audit_rad DISABLE TRIGGER ALL",
                "DROP TABLE audit_rad"
            })
    void the_functions_role_cannot_touch_what_is_written(String sql) {
        assertThat(nav().get(NAV + "/soknader/" + UUID.randomUUID() + "?sporingsId=" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
        assertThatThrownBy(() -> TestDatabase.execute(environment.database().functions(), sql))
                .rootCause()
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("42501");
    }

    @Test
    void chains_that_are_broken_fail_no_call_and_show_in_the_metrics() throws SQLException {
        SakSeeds.Sown sown = sak();
        // The head knows of a row that is not there, in all chains but one.
        asSuperuser("UPDATE audit_kjede SET antall = antall + 1 WHERE kjede <> 0");
        try {
            for (int i = 0; i < 3; i++) {
                for (Reading reading : readings(sown)) {
                    UUID trace = UUID.randomUUID();
                    assertThat(reading.read(trace).status()).isEqualTo(200);
                    assertThat(audit(trace)).hasSize(1);
                }
            }
            assertThat(nav().get("/q/metrics").text()).contains("digisos_audit_kjeder_brutt 63.0");
        } finally {
            asSuperuser("UPDATE audit_kjede SET antall = antall - 1 WHERE kjede <> 0");
        }
    }

    private interface Reading {
        Answer read(UUID sporingsId);
    }

    private List<Reading> readings(SakSeeds.Sown sown) {
        UUID id = sown.digisosId();
        return List.of(
                s -> nav().get(NAV + "/soknader/" + id + "?sporingsId=" + s),
                s -> nav().post(NAV + "/soknader/soknader?sporingsId=" + s, "{\"fnr\":\"" + FNR + "\"}"),
                s -> nav().get(NAV + "/soknader/" + id + "/dokumenter/" + sown.dokument("soknad.json") + "?sporingsId="
                        + s),
                s -> nav().post(NAV + "/soknader/status?sporingsId=" + s, "{\"digisosIdListe\":[\"" + id + "\"]}"),
                s -> nav().get("/digisos/levering/api/v1/soknader/" + id + "/historikk?sporingsId=" + s));
    }

    private void obstruct(String when, String perform) {
        asSuperuser("CREATE OR REPLACE FUNCTION hinder() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN "
                + perform + "; RETURN NEW; END $$");
        asSuperuser(
                when.equals("CONSTRAINT")
                        ? "CREATE CONSTRAINT TRIGGER hinder AFTER INSERT ON audit_rad DEFERRABLE INITIALLY DEFERRED"
                                + " FOR EACH ROW EXECUTE FUNCTION hinder()"
                        : "CREATE TRIGGER hinder " + when + " ON audit_rad FOR EACH ROW EXECUTE FUNCTION hinder()");
    }

    private void waitUntil(String sql, long count) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (number(sql) != count && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(number(sql)).as(sql).isEqualTo(count);
    }
}
