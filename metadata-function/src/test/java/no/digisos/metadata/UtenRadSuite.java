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
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is never an answer without its audit row, whatever breaks between the read and the row. */
abstract class UtenRadSuite extends MetadataSuite {
    private static final String FEIL = "RAISE EXCEPTION 'ingen rad'";
    /** The connection dies at the insert, as when the database is killed between the read and the row. */
    private static final String DOD = "PERFORM pg_terminate_backend(pg_backend_pid())";

    @AfterEach
    void rydd() {
        somSuperbruker("DROP TRIGGER IF EXISTS hinder ON audit_rad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEFORE INSERT|" + FEIL,
                "BEFORE INSERT|" + DOD,
                // Raised by the COMMIT itself.
                "CONSTRAINT|" + FEIL,
                "CONSTRAINT|" + DOD
            })
    void no_read_is_answered_when_its_row_cannot_be_committed(String hinder) throws SQLException {
        Saksfro.Sadd sadd = sak();
        hindre(hinder.substring(0, hinder.indexOf('|')), hinder.substring(hinder.indexOf('|') + 1));
        for (Lesning lesning : lesninger(sadd)) {
            UUID sporing = UUID.randomUUID();
            Svar svar = lesning.les(sporing);
            assertError(svar, 503, "UTILGJENGELIG");
            assertThat(svar.hode("Retry-After")).isNotEmpty();
            assertThat(svar.tekst()).doesNotContain(FNR, "navEksternRefId", "levertFagsystem", "hendelse", SOKNAD_JSON);
            assertThat(audit(sporing)).isEmpty();
        }
        rydd();
        for (Lesning lesning : lesninger(sadd)) {
            UUID sporing = UUID.randomUUID();
            assertThat(lesning.les(sporing).status()).isEqualTo(200);
            assertThat(audit(sporing)).hasSize(1);
        }
    }

    @Test
    void a_refusal_is_not_answered_without_its_row_either() {
        hindre("BEFORE INSERT", FEIL);
        assertError(
                nav().get(NAV + "/soknader/" + UUID.randomUUID() + "?sporingsId=" + UUID.randomUUID()),
                503,
                "UTILGJENGELIG");
        assertError(
                som(Fro.OSLO_FAGSYSTEM)
                        .get(NAV + "/soknader/" + UUID.randomUUID() + "?sporingsId=" + UUID.randomUUID()),
                503,
                "UTILGJENGELIG");
    }

    @Test
    void a_caller_that_leaves_before_the_row_is_written_has_got_nothing() throws Exception {
        Saksfro.Sadd sadd = sak();
        UUID sporing = UUID.randomUUID();
        hindre("BEFORE INSERT", "PERFORM pg_advisory_xact_lock_shared(4242)");
        try (Connection laser = miljo.database().superuser().getConnection();
                Statement las = laser.createStatement()) {
            laser.setAutoCommit(false);
            las.execute("SELECT pg_advisory_xact_lock(4242)");
            URI uri = URI.create(base());
            try (Socket klient = new Socket(uri.getHost(), uri.getPort())) {
                OutputStream ut = klient.getOutputStream();
                ut.write(("GET " + NAV + "/soknader/" + sadd.digisosId() + "?sporingsId=" + sporing + " HTTP/1.1\r\n"
                                + "Host: x\r\nAuthorization: Bearer "
                                + miljo.utsteder().maskin(Fro.NAV_ORG) + "\r\nIntegrasjonId: " + Fro.NAV.id()
                                + "\r\nIntegrasjonPassord: " + Fro.NAV.passord() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                ut.flush();
                vent("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", 1);
                InputStream inn = klient.getInputStream();
                assertThat(inn.available()).as("bytes before the row").isZero();
            }
            assertThat(audit(sporing)).isEmpty();
            laser.commit();
        }
        // Whether the row is then written for an answer that nobody takes does not matter; the function goes on.
        vent("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", 0);
        rydd();
        assertThat(nav().get(NAV + "/soknader/" + sadd.digisosId() + "?sporingsId=" + UUID.randomUUID())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_read_whose_row_cannot_be_written_while_others_hold_the_log_is_refused_while_they_do() throws Exception {
        Saksfro.Sadd sadd = sak();
        UUID sporing = UUID.randomUUID();
        String sti = NAV + "/soknader/" + sadd.digisosId() + "?sporingsId=";
        try (Connection laser = miljo.database().superuser().getConnection();
                Statement las = laser.createStatement()) {
            laser.setAutoCommit(false);
            las.execute("LOCK TABLE audit_rad");
            Svar svar = nav().get(sti + sporing);
            assertError(svar, 503, "UTILGJENGELIG");
            assertThat(svar.hode("Retry-After")).isNotEmpty();
            vent("SELECT count(*) FROM pg_locks WHERE NOT granted", 0);
        }
        assertThat(audit(sporing)).isEmpty();
        assertThat(nav().get(sti + UUID.randomUUID()).status()).isEqualTo(200);
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
        assertThatThrownBy(() -> TestDatabase.execute(miljo.database().functions(), sql))
                .rootCause()
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("42501");
    }

    @Test
    void chains_that_are_broken_fail_no_call_and_show_in_the_metrics() throws SQLException {
        Saksfro.Sadd sadd = sak();
        // The head knows of a row that is not there, in all chains but one.
        somSuperbruker("UPDATE audit_kjede SET antall = antall + 1 WHERE kjede <> 0");
        try {
            for (int i = 0; i < 3; i++) {
                for (Lesning lesning : lesninger(sadd)) {
                    UUID sporing = UUID.randomUUID();
                    assertThat(lesning.les(sporing).status()).isEqualTo(200);
                    assertThat(audit(sporing)).hasSize(1);
                }
            }
            assertThat(nav().get("/q/metrics").tekst()).contains("digisos_audit_kjeder_brutt 63.0");
        } finally {
            somSuperbruker("UPDATE audit_kjede SET antall = antall - 1 WHERE kjede <> 0");
        }
    }

    private interface Lesning {
        Svar les(UUID sporingsId);
    }

    private List<Lesning> lesninger(Saksfro.Sadd sadd) {
        UUID id = sadd.digisosId();
        return List.of(
                s -> nav().get(NAV + "/soknader/" + id + "?sporingsId=" + s),
                s -> nav().post(NAV + "/soknader/soknader?sporingsId=" + s, "{\"fnr\":\"" + FNR + "\"}"),
                s -> nav().get(NAV + "/soknader/" + id + "/dokumenter/" + sadd.dokument("soknad.json") + "?sporingsId="
                        + s),
                s -> nav().post(NAV + "/soknader/status?sporingsId=" + s, "{\"digisosIdListe\":[\"" + id + "\"]}"),
                s -> nav().get("/digisos/levering/api/v1/soknader/" + id + "/historikk?sporingsId=" + s));
    }

    private void hindre(String nar, String gjor) {
        somSuperbruker(
                "CREATE OR REPLACE FUNCTION hinder() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN "
                        + gjor + "; RETURN NEW; END $$");
        somSuperbruker(
                nar.equals("CONSTRAINT")
                        ? "CREATE CONSTRAINT TRIGGER hinder AFTER INSERT ON audit_rad DEFERRABLE INITIALLY DEFERRED"
                                + " FOR EACH ROW EXECUTE FUNCTION hinder()"
                        : "CREATE TRIGGER hinder " + nar + " ON audit_rad FOR EACH ROW EXECUTE FUNCTION hinder()");
    }

    private void vent(String sql, long antall) throws SQLException {
        long slutt = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (tall(sql) != antall && System.nanoTime() < slutt) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(tall(sql)).as(sql).isEqualTo(antall);
    }
}
