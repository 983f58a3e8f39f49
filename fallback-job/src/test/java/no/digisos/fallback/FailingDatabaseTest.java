package no.digisos.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import no.digisos.fallback.crash.DyingProcess;
import no.digisos.fallback.crash.DyingProcess.CrashPoint;
import no.digisos.fallback.run.RunReport;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.SmallDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that cannot keep what the job decides, and clocks that disagree: nothing goes to SvarUt that is not written down first. */
@QuarkusTest
@TestProfile(Scaled.class)
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(SvarUtSurroundings.class)
class FailingDatabaseTest {
    private static final String ROLE = "digisos_fallback";
    private static final Duration DUE = Duration.ofHours(24).plusMinutes(1);

    @Inject
    Run run;

    @Inject
    DyingProcess process;

    @Inject
    SkewedClock clock;

    private final OutsideWorld outsideWorld = new OutsideWorld();
    private final String ref = "ref-" + UUID.randomUUID();

    @BeforeEach
    void reset() {
        process.start(CrashPoint.ALDRI);
        outsideWorld.reset();
    }

    @AfterEach
    void still_klokken() {
        clock.set(Duration.ZERO);
    }

    @Test
    void what_cannot_be_written_down_is_not_sent_and_is_sent_once_when_it_can() {
        Sown sown = outsideWorld.soknad(SeedData.BERGEN, ref);
        outsideWorld.run("ALTER ROLE " + ROLE + " SET default_transaction_read_only = on");
        outsideWorld.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + ROLE + "'");
        try {
            for (int i = 0; i < 3; i++) {
                RunReport report = run.run();
                assertThat(report.feil()).isPositive();
                assertThat(report.sendt()).isZero();
            }
            assertThat(outsideWorld.inSvarUt(ref)).isEmpty();
            assertThat(outsideWorld.state(sown.meldingId())).isEqualTo("TRUKKET");
        } finally {
            outsideWorld.run("ALTER ROLE " + ROLE + " RESET default_transaction_read_only");
        }
        // The sessions that there are only read still; the runs find new ones by themselves.
        outsideWorld.clock(Duration.ofHours(2));
        int runs = 0;
        while (!outsideWorld.state(sown.meldingId()).equals("SVARUT_SENDT") && runs < 1000) {
            run.run();
            runs++;
        }
        assertThat(outsideWorld.state(sown.meldingId())).isEqualTo("SVARUT_SENDT");
        assertThat(run.run().feil()).isZero();
        assertThat(outsideWorld.inSvarUt(ref)).hasSize(1);
    }

    @Test
    void without_room_for_the_intent_nothing_is_sent() {
        try (SmallDisk disk = small("svarut_forsok")) {
            Sown sown = outsideWorld.soknad(SeedData.BERGEN, ref);
            disk.fill();
            assertThat(run.run().feil()).isPositive();
            outsideWorld.clock(Duration.ofHours(2));
            assertThat(run.run().sendt()).isZero();
            assertThat(outsideWorld.inSvarUt(ref)).isEmpty();
            disk.empty();
            outsideWorld.clock(Duration.ofHours(4));
            assertThat(run.run().sendt()).isEqualTo(1);
            assertThat(outsideWorld.state(sown.meldingId())).isEqualTo("SVARUT_SENDT");
            assertThat(outsideWorld.inSvarUt(ref)).hasSize(1);
        }
    }

    @Test
    void without_room_for_the_outcome_it_is_looked_up_until_there_is_and_never_sent_again() {
        try (SmallDisk disk = small("leveranse_utfall")) {
            Sown sown = outsideWorld.soknad(SeedData.BERGEN, ref);
            disk.fill();
            assertThat(run.run().feil()).isPositive();
            assertThat(outsideWorld.inSvarUt(ref)).as("it had been sent").hasSize(1);
            for (int minute : new int[] {31, 64, 97, 190}) {
                outsideWorld.clock(Duration.ofMinutes(minute));
                run.run();
            }
            assertThat(outsideWorld.state(sown.meldingId())).isEqualTo("SVARUT_UKJENT");
            disk.empty();
            outsideWorld.clock(Duration.ofHours(5));
            run.run();
            assertThat(outsideWorld.state(sown.meldingId())).isEqualTo("SVARUT_SENDT");
            assertThat(outsideWorld.inSvarUt(ref)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "-PT1H", "PT24H", "-PT24H"})
    void while_the_clocks_disagree_nothing_is_withdrawn_or_sent(Duration failure) {
        String bergens = "ref-" + UUID.randomUUID();
        Sown inQueue = outsideWorld.soknad(SeedData.OSLO, ref);
        Sown ready = outsideWorld.soknad(SeedData.BERGEN, bergens);
        clock.set(failure);
        outsideWorld.clock(DUE);
        RunReport report = run.run();
        assertThat(report.feil()).isEqualTo(1);
        assertThat(report.trukket() + report.sendt() + report.ryddet()).isZero();
        assertThat(outsideWorld.state(inQueue.meldingId())).isEqualTo("I_KO");
        assertThat(outsideWorld.inSvarUt(bergens)).isEmpty();

        clock.set(Duration.ZERO);
        RunReport after = run.run();
        assertThat(after.feil()).isZero();
        assertThat(outsideWorld.state(inQueue.meldingId())).isEqualTo("TRUKKET");
        assertThat(outsideWorld.state(ready.meldingId())).isEqualTo("SVARUT_SENDT");
    }

    /** Whatever the job's own clock says, within what it bears: deadlines are the database's. */
    @ParameterizedTest
    @ValueSource(strings = {"PT50S", "-PT50S"})
    void a_frist_passes_by_the_databases_clock_alone(Duration failure) {
        Sown inQueue = outsideWorld.soknad(SeedData.OSLO, ref);
        clock.set(failure);
        outsideWorld.clock(Duration.ofHours(24).minusSeconds(40));
        assertThat(run.run().trukket()).isZero();
        outsideWorld.clock(Duration.ofHours(24).plusSeconds(1));
        assertThat(run.run().trukket()).isEqualTo(1);
        assertThat(outsideWorld.state(inQueue.meldingId())).isEqualTo("TRUKKET");
        assertThat(outsideWorld.inSvarUt(ref)).as("it is held first").isEmpty();
    }

    private static SmallDisk small(String table) {
        Optional<SmallDisk> disk = SmallDisk.with(TestEnvironment.current().database(), table);
        assumeThat(disk).as("a disk can be mounted (root)").isPresent();
        return disk.orElseThrow();
    }
}
