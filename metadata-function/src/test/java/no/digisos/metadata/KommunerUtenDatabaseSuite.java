package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import org.junit.jupiter.api.Test;

/** The kommuner are told also while the database is away: without them nobody can send (pitfalls.md P6). */
abstract class KommunerUtenDatabaseSuite extends MetadataSuite {

    @Test
    void kommuner_are_told_from_memory_with_their_age_and_everything_else_is_503() throws SQLException {
        UUID digisosId = sak().digisosId();
        Svar med = nav().get(NAV + "/kommuner");
        assertThat(med.status()).as(med.tekst()).isEqualTo(200);
        assertThat(med.hode("Age")).as("while the database is there").isEmpty();
        assertThat(Klient.mot(base()).get("/q/health/ready").status())
                .as("readiness is reached once")
                .isEqualTo(200);
        taDatabasen();
        try {
            Svar uten = nav().get(NAV + "/kommuner");
            assertThat(uten.status()).as(uten.tekst()).isEqualTo(200);
            assertThat(uten.tekst()).isEqualTo(med.tekst());
            assertThat(uten.hode("Age")).containsOnlyDigits();
            Svar en = nav().get(NAV + "/kommuner/0301");
            assertThat(en.status()).isEqualTo(200);
            assertThat(en.hode("Age")).containsOnlyDigits();
            assertError(nav().get(NAV + "/kommuner/9999"), 404, "FINNES_IKKE");

            assertError(
                    nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + UUID.randomUUID()),
                    503,
                    "UTILGJENGELIG");
            assertThat(Klient.mot(base()).get("/q/health/ready").status())
                    .as("the function stays in the load balancer")
                    .isEqualTo(200);
        } finally {
            giDatabasen();
        }
        vent(() -> nav().get(NAV + "/kommuner").hode("Age").isEmpty());
    }

    @Test
    void nobody_gets_in_from_memory_who_would_not_get_in_otherwise() {
        assertThat(nav().get(NAV + "/kommuner").status()).isEqualTo(200);
        taDatabasen();
        try {
            assertError(
                    som(new Fro.Integrasjon(Fro.NAV.id(), "", Fro.NAV_ORG, "feil"))
                            .get(NAV + "/kommuner"),
                    401,
                    "UGYLDIG_INTEGRASJON");
            assertError(
                    som(new Fro.Integrasjon(UUID.randomUUID(), "", Fro.NAV_ORG, Fro.NAV.passord()))
                            .get(NAV + "/kommuner"),
                    401,
                    "UGYLDIG_INTEGRASJON");
            assertError(
                    Klient.mot(base())
                            .som(miljo.utsteder().maskin(Fro.OSLO_FAGSYSTEM.organisasjon()), Fro.NAV)
                            .get(NAV + "/kommuner"),
                    401,
                    "UGYLDIG_INTEGRASJON");
            assertError(som(Fro.OSLO_FAGSYSTEM).get(NAV + "/kommuner"), 403, "INGEN_TILGANG");
            assertError(Klient.mot(base()).get(NAV + "/kommuner"), 401, "UGYLDIG_TOKEN");
        } finally {
            giDatabasen();
        }
    }

    @Test
    void a_change_shows_while_the_database_is_there() {
        somSuperbruker("UPDATE kommune SET midlertidig_deaktivert_mottak = true WHERE kommunenummer = '4601'");
        try {
            vent(() -> nav().get(NAV + "/kommuner/4601")
                    .json()
                    .get("harMidlertidigDeaktivertMottak")
                    .asBoolean());
        } finally {
            somSuperbruker("UPDATE kommune SET midlertidig_deaktivert_mottak = false WHERE kommunenummer = '4601'");
        }
    }

    /** No connection is left, and none can be made but the superuser's. */
    private void taDatabasen() {
        somSuperbruker(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 0', current_database()); END $$");
        somSuperbruker("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'digisos%'"
                + " AND datname = current_database()");
    }

    private void giDatabasen() {
        somSuperbruker(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT -1', current_database()); END $$");
        vent(() -> nav().get("/digisos/levering/api/v1/kommuner").status() == 200);
    }

    private static void vent(java.util.function.BooleanSupplier til) {
        long slutt = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!til.getAsBoolean() && System.nanoTime() < slutt) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(til.getAsBoolean()).isTrue();
    }
}
