package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.Test;

/** The kommuner are told also while the database is away: without them nobody can send (pitfalls.md P6). */
abstract class KommunerWithoutDatabaseSuite extends MetadataSuite {

    @Test
    void kommuner_are_told_from_memory_with_their_age_and_everything_else_is_503() throws SQLException {
        UUID digisosId = sak().digisosId();
        Answer with = nav().get(NAV + "/kommuner");
        assertThat(with.status()).as(with.text()).isEqualTo(200);
        assertThat(with.header("Age")).as("while the database is there").isEmpty();
        assertThat(Client.against(base()).get("/q/health/ready").status())
                .as("readiness is reached once")
                .isEqualTo(200);
        takeDatabase();
        try {
            Answer without = nav().get(NAV + "/kommuner");
            assertThat(without.status()).as(without.text()).isEqualTo(200);
            assertThat(without.text()).isEqualTo(with.text());
            assertThat(without.header("Age")).containsOnlyDigits();
            Answer one = nav().get(NAV + "/kommuner/0301");
            assertThat(one.status()).isEqualTo(200);
            assertThat(one.header("Age")).containsOnlyDigits();
            assertError(nav().get(NAV + "/kommuner/9999"), 404, "FINNES_IKKE");

            assertError(
                    nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + UUID.randomUUID()),
                    503,
                    "UTILGJENGELIG");
            assertThat(Client.against(base()).get("/q/health/ready").status())
                    .as("the function stays in the load balancer")
                    .isEqualTo(200);
        } finally {
            giveDatabase();
        }
        waitUntil(() -> nav().get(NAV + "/kommuner").header("Age").isEmpty());
    }

    @Test
    void nobody_gets_in_from_memory_who_would_not_get_in_otherwise() {
        assertThat(nav().get(NAV + "/kommuner").status()).isEqualTo(200);
        takeDatabase();
        try {
            assertError(
                    as(new SeedData.Integrasjon(SeedData.NAV.id(), "", SeedData.NAV_ORG, "feil"))
                            .get(NAV + "/kommuner"),
                    401,
                    "UGYLDIG_INTEGRASJON");
            assertError(
                    as(new SeedData.Integrasjon(UUID.randomUUID(), "", SeedData.NAV_ORG, SeedData.NAV.passord()))
                            .get(NAV + "/kommuner"),
                    401,
                    "UGYLDIG_INTEGRASJON");
            assertError(
                    Client.against(base())
                            .as(environment.utsteder().machine(SeedData.OSLO_FAGSYSTEM.organisasjon()), SeedData.NAV)
                            .get(NAV + "/kommuner"),
                    401,
                    "UGYLDIG_INTEGRASJON");
            assertError(as(SeedData.OSLO_FAGSYSTEM).get(NAV + "/kommuner"), 403, "INGEN_TILGANG");
            assertError(Client.against(base()).get(NAV + "/kommuner"), 401, "UGYLDIG_TOKEN");
        } finally {
            giveDatabase();
        }
    }

    @Test
    void a_change_shows_while_the_database_is_there() {
        asSuperuser("UPDATE kommune SET midlertidig_deaktivert_mottak = true WHERE kommunenummer = '4601'");
        try {
            waitUntil(() -> nav().get(NAV + "/kommuner/4601")
                    .json()
                    .get("harMidlertidigDeaktivertMottak")
                    .asBoolean());
        } finally {
            asSuperuser("UPDATE kommune SET midlertidig_deaktivert_mottak = false WHERE kommunenummer = '4601'");
        }
    }

    /** No connection is left, and none can be made but the superuser's. */
    private void takeDatabase() {
        asSuperuser("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 0', current_database()); END $$");
        asSuperuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'digisos%'"
                + " AND datname = current_database()");
    }

    private void giveDatabase() {
        asSuperuser("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT -1', current_database()); END $$");
        waitUntil(() -> nav().get("/digisos/levering/api/v1/kommuner").status() == 200);
    }

    private static void waitUntil(java.util.function.BooleanSupplier to) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!to.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(to.getAsBoolean()).isTrue();
    }
}
