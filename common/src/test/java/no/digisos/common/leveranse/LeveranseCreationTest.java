package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import no.digisos.common.database.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveranseCreationTest {
    private final Scene scene = new Scene();

    @BeforeEach
    void reset() {
        scene.reset();
    }

    @AfterAll
    void close() throws SQLException {
        scene.close();
    }

    @Test
    void the_first_of_a_case_goes_to_the_queue_at_once() throws SQLException {
        Leveranse l = scene.inQueue();

        assertThat(l.tilstand()).isEqualTo(LeveranseState.I_KO);
        assertThat(l.kontoId()).isEqualTo(Scene.KONTO);
        assertThat(l.klientMeldingId()).isEqualTo(l.id());
        assertThat(Duration.between(l.iKoSiden(), l.frist())).isEqualTo(Duration.ofHours(24));
        assertThat(scene.history(l.id())).containsExactly("SENDT_FIKS_IO");
    }

    @Test
    void an_urgent_one_has_the_urgent_frist() throws SQLException {
        Leveranse l = scene.receive(scene.fresh(scene.sak(), null, MeldingType.SOKNAD, true));
        assertThat(Duration.between(l.iKoSiden(), l.frist())).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void a_frist_of_days_is_that_many_times_24_hours_also_over_a_change_to_summer_time() throws SQLException {
        scene.run("UPDATE kommune SET frist = interval '7 days'");
        NewLeveranse fresh = scene.fresh(scene.sak());
        try (Connection c = scene.database.functions().getConnection()) {
            Sql.of("SET TIME ZONE 'Europe/Oslo'").call().run(c);
            // The session's clock changes within the week that begins here.
            scene.database.setClockOffset(Duration.ofSeconds(Long.parseLong(
                    scene.value("SELECT extract(epoch FROM timestamptz '2031-03-27 12:00+01' - now())::bigint"))));
            Leveranse l = scene.creation.create(c, fresh);
            assertThat(Duration.between(l.iKoSiden(), l.frist())).isEqualTo(Duration.ofDays(7));
        }
    }

    @Test
    void without_a_usable_konto_it_is_free_for_svarut_at_once() throws SQLException {
        scene.run("UPDATE kommune SET bruker_fiks_io = false");
        Leveranse l = scene.inQueue();

        assertThat(l.tilstand()).isEqualTo(LeveranseState.TRUKKET);
        assertThat(l.aarsak()).isEqualTo(WithdrawalReason.INGEN_KONTO);
        assertThat(scene.svarUt.readyForSending(10)).extracting(Leveranse::id).containsExactly(l.id());
        assertThat(l.requiresLookup()).isFalse();
    }

    @Test
    void a_successor_waits_and_the_receipt_releases_it_with_a_frist_of_its_own() throws SQLException {
        LeasedMelding first = scene.leased();
        UUID sak = first.leveranse().digisosId();
        Leveranse other = scene.receive(sak);
        Leveranse third = scene.receive(sak);
        assertThat(other.tilstand()).isEqualTo(LeveranseState.IKKE_SENDT);
        assertThat(other.venterPa()).isEqualTo(first.leveranse().id());
        assertThat(third.venterPa()).isEqualTo(other.id());
        assertThat(scene.queue.fetch(Scene.KONTO, 20, Scene.LEASE, Scene.INTEGRASJON))
                .isEmpty();

        scene.advance(Duration.ofHours(5));
        scene.decision.mottatt(Scene.KONTO, first.leveranse().id(), null, null);

        Leveranse released = scene.read(other.id());
        assertThat(released.tilstand()).isEqualTo(LeveranseState.I_KO);
        assertThat(released.venterPa()).isNull();
        assertThat(Duration.between(released.opprettet(), released.frist())).isGreaterThan(Duration.ofHours(28));
        assertThat(scene.read(third.id()).tilstand()).isEqualTo(LeveranseState.IKKE_SENDT);
    }

    @Test
    void a_successor_takes_the_channel_of_the_moment_of_its_release() throws SQLException {
        LeasedMelding first = scene.leased();
        Leveranse other = scene.receive(first.leveranse().digisosId());
        scene.run("UPDATE konto SET sertifikat = NULL");

        scene.decision.mottatt(Scene.KONTO, first.leveranse().id(), null, null);

        assertThat(scene.read(other.id()).aarsak()).isEqualTo(WithdrawalReason.INGEN_KONTO);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUKKET", "STOPPET"})
    void an_undecided_predecessor_outside_the_queue_is_waited_for_too(LeveranseState state) throws SQLException {
        LeasedMelding first = scene.leased();
        UUID id = first.leveranse().id();
        scene.decision.avvist(Scene.KONTO, id, null);
        if (state == LeveranseState.STOPPET) {
            scene.svarUt.stop(id, 0, StopReason.INGEN_ADRESSE, "adresse mangler");
        }
        assertThat(scene.receive(first.leveranse().digisosId()).venterPa()).isEqualTo(id);
    }

    @Test
    void a_decided_predecessor_is_not_waited_for() throws SQLException {
        LeasedMelding first = scene.leased();
        scene.decision.mottatt(Scene.KONTO, first.leveranse().id(), null, null);
        assertThat(scene.receive(first.leveranse().digisosId()).tilstand()).isEqualTo(LeveranseState.I_KO);
    }

    @Test
    void a_shipment_that_svarut_refused_is_waited_for_again() throws SQLException {
        UUID sak = scene.sak();
        scene.run("UPDATE kommune SET bruker_fiks_io = false");
        Leveranse first = scene.receive(sak);
        UUID forsendelse = UUID.randomUUID();
        int n = scene.svarUt.start(first, "a", "{}").orElseThrow();
        scene.svarUt.sent(first.id(), n, forsendelse);
        scene.svarUt.avvistBySvarUt(first.id(), forsendelse, "AVVIST", Duration.ZERO);
        assertThat(scene.receive(sak).venterPa()).isEqualTo(first.id());
    }

    @Test
    void acceptance_during_the_decision_waits_for_it_and_is_released_at_once() throws Exception {
        LeasedMelding first = scene.leased();
        NewLeveranse fresh = scene.fresh(first.leveranse().digisosId());
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection decision = scene.database.functions().getConnection()) {
            decision.setAutoCommit(false);
            scene.decision.mottatt(decision, Scene.KONTO, first.leveranse().id(), null, null);

            Future<Leveranse> successor = thread.submit(() -> scene.receive(fresh));
            waitForLock();
            assertThat(successor.isDone()).isFalse();
            decision.commit();

            assertThat(successor.get(20, TimeUnit.SECONDS).tilstand()).isEqualTo(LeveranseState.I_KO);
        }
    }

    @Test
    void a_decision_during_the_acceptance_waits_for_it_and_releases_the_successor() throws Exception {
        LeasedMelding first = scene.leased();
        NewLeveranse fresh = scene.fresh(first.leveranse().digisosId());
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection intake = scene.database.functions().getConnection()) {
            intake.setAutoCommit(false);
            Scene.lockSak(intake, fresh.digisosId());
            assertThat(scene.creation.create(intake, fresh).tilstand()).isEqualTo(LeveranseState.IKKE_SENDT);

            Future<KvitteringOutcome> kvittering = thread.submit(
                    () -> scene.decision.mottatt(Scene.KONTO, first.leveranse().id(), null, null));
            waitForLock();
            assertThat(kvittering.isDone()).isFalse();
            intake.commit();

            assertThat(kvittering.get(20, TimeUnit.SECONDS)).isInstanceOf(KvitteringOutcome.Confirmed.class);
            assertThat(scene.read(fresh.meldingId()).tilstand()).isEqualTo(LeveranseState.I_KO);
        }
    }

    @Test
    void the_backstop_releases_a_forgotten_successor_and_leaves_the_waiting_ones() throws SQLException {
        LeasedMelding first = scene.leased();
        Leveranse forgotten = scene.receive(first.leveranse().digisosId());
        Leveranse waiting = scene.receive(scene.inQueue().digisosId());
        assertThat(scene.release.releaseWaiting(10)).isEmpty();
        // A decision that forgot its successors.
        scene.run(
                "UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = digisos_now(), leie_id = NULL, leie_til = NULL,"
                        + " leie_data_hentet = false WHERE id = ?",
                first.leveranse().id());

        assertThat(scene.release.releaseWaiting(10)).extracting(Leveranse::id).containsExactly(forgotten.id());

        assertThat(scene.read(forgotten.id()).tilstand()).isEqualTo(LeveranseState.I_KO);
        assertThat(scene.read(waiting.id()).tilstand()).isEqualTo(LeveranseState.IKKE_SENDT);
        assertThat(scene.release.releaseWaiting(10)).isEmpty();
    }

    private void waitForLock() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (scene.count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
            assertThat(System.nanoTime()).as("someone waits for a lock").isLessThan(end);
        }
    }
}
