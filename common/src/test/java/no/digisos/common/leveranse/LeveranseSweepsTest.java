package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveranseSweepsTest {
    private static final Duration TWO_HOURS = Duration.ofHours(2);

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
    void withdraws_at_the_frist_and_not_before_and_holds() throws SQLException {
        UUID id = scene.inQueue().id();
        scene.advance(Duration.ofHours(24).minusSeconds(10));
        assertThat(expire()).isZero();
        scene.advance(Duration.ofSeconds(11));
        assertThat(expire()).isEqualTo(1);
        assertThat(expire()).isZero();

        Leveranse l = scene.read(id);
        assertThat(l.aarsak()).isEqualTo(WithdrawalReason.TTL_TIDSAVBRUDD);
        assertThat(Duration.between(l.trukket(), l.sendesTidligst())).isEqualTo(Scene.HOLD);
    }

    @Test
    void a_live_lease_with_data_is_spared_once_and_for_no_longer_than_the_grace() throws SQLException {
        LeasedMelding u = leasedAtFrist(true);
        assertThat(expire()).as("in the grace").isZero();
        scene.advance(Duration.ofMinutes(8));
        scene.queue.extendLease(
                scene.connections.getConnection(), Scene.KONTO, u.leveranse().id(), u.leieId(), Duration.ofHours(1));
        scene.advance(Duration.ofMinutes(4));
        assertThat(expire()).as("still in the grace").isZero();
        scene.advance(Duration.ofMinutes(4));
        assertThat(expire()).as("after the grace, lease or not").isEqualTo(1);
    }

    @Test
    void a_lease_that_runs_out_in_the_grace_ends_it() throws SQLException {
        leasedAtFrist(true);
        scene.advance(Duration.ofMinutes(12));
        assertThat(expire()).isEqualTo(1);
    }

    @Test
    void a_receipt_inside_the_grace_is_the_decision_and_nothing_is_withdrawn() throws SQLException {
        LeasedMelding u = leasedAtFrist(true);
        assertThat(expire()).as("in the grace").isZero();
        assertThat(scene.decision.mottatt(Scene.KONTO, u.leveranse().id(), null, null))
                .isInstanceOf(KvitteringOutcome.Confirmed.class);
        scene.advance(Scene.GRACE.plusMinutes(1));
        assertThat(expire()).isZero();
        assertThat(scene.read(u.leveranse().id()).tilstand()).isEqualTo(LeveranseState.BEKREFTET);
        assertThat(scene.outcome(u.leveranse().id())).isEqualTo("BEKREFTET");
    }

    @Test
    void a_live_lease_without_data_is_not_spared() throws SQLException {
        leasedAtFrist(false);
        assertThat(expire()).isEqualTo(1);
    }

    @Test
    void takes_no_more_than_its_limit() throws SQLException {
        for (int i = 0; i < 5; i++) {
            scene.inQueue();
        }
        scene.advance(Duration.ofHours(25));
        assertThat(scene.sweep.expire(Scene.GRACE, Scene.HOLD, 2)).hasSize(2);
        assertThat(scene.sweep.expire(Scene.GRACE, Scene.HOLD, 2)).hasSize(2);
        assertThat(scene.sweep.expire(Scene.GRACE, Scene.HOLD, 2)).hasSize(1);
    }

    @Test
    void passes_over_a_row_that_someone_is_deciding() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.advance(Duration.ofHours(25));
        try (Connection c = scene.database.functions().getConnection()) {
            c.setAutoCommit(false);
            scene.decision.mottatt(c, Scene.KONTO, id, null, null);
            assertThat(expire()).isZero();
            c.commit();
        }
        assertThat(expire()).isZero();
        assertThat(scene.read(id).tilstand()).isEqualTo(LeveranseState.BEKREFTET);
    }

    @Test
    void five_attempts_with_data_over_two_hours_are_enough() throws SQLException {
        scene.run("UPDATE kommune SET frist = interval '7 days'");
        UUID id = scene.inQueue().id();
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(exhaust()).as("before attempt %s", attempt).isZero();
            leaseAndFetchData(id);
            assertThat(exhaust()).as("under the lease of attempt %s", attempt).isZero();
            scene.advance(Duration.ofMinutes(35));
        }
        assertThat(exhaust()).isEqualTo(1);
        assertThat(scene.read(id).aarsak()).isEqualTo(WithdrawalReason.MAX_RETRIESAVBRUDD);
    }

    @Test
    void five_attempts_within_two_hours_are_not_enough() throws SQLException {
        UUID id = scene.inQueue().id();
        for (int attempt = 1; attempt <= 6; attempt++) {
            leaseAndFetchData(id);
            scene.advance(Duration.ofMinutes(16));
        }
        assertThat(scene.read(id).dataforsok()).isEqualTo(6);
        assertThat(exhaust()).isZero();
    }

    @Test
    void leases_without_data_never_use_up_the_attempts() throws SQLException {
        scene.inQueue();
        for (int attempt = 1; attempt <= 8; attempt++) {
            scene.queue.fetch(Scene.KONTO, 20, Scene.LEASE, Scene.INTEGRASJON);
            scene.advance(Duration.ofHours(1));
        }
        assertThat(exhaust()).isZero();
    }

    @Test
    void a_closed_konto_is_emptied() throws SQLException {
        UUID id = scene.inQueue().id();
        UUID another = scene.receive(scene.fresh(scene.sak(), Scene.ENHET, MeldingType.SOKNAD, false))
                .id();
        assertThat(scene.sweep.closedKonto(Scene.HOLD, 10)).isEmpty();
        scene.run("UPDATE konto SET aktiv = false WHERE id = ?", Scene.KONTO);
        assertThat(scene.sweep.closedKonto(Scene.HOLD, 10)).containsExactly(id);
        assertThat(scene.read(id).aarsak()).isEqualTo(WithdrawalReason.KONTO_STENGT);

        scene.run("UPDATE kommune SET bruker_fiks_io = false");
        assertThat(scene.sweep.closedKonto(Scene.HOLD, 10)).containsExactly(another);
    }

    /** Leased five minutes before the frist; a second past it now. */
    private LeasedMelding leasedAtFrist(boolean withData) throws SQLException {
        UUID id = scene.inQueue().id();
        scene.advance(Duration.ofHours(24).minusMinutes(5));
        LeasedMelding u = scene.queue
                .fetch(Scene.KONTO, 1, Scene.LEASE, Scene.INTEGRASJON)
                .getFirst();
        if (withData) {
            scene.queue.markDataFetched(scene.connections.getConnection(), Scene.KONTO, id, Scene.INTEGRASJON);
        }
        scene.advance(Duration.ofMinutes(5).plusSeconds(1));
        return u;
    }

    private void leaseAndFetchData(UUID id) throws SQLException {
        assertThat(scene.queue.fetch(Scene.KONTO, 1, Scene.LEASE, Scene.INTEGRASJON))
                .hasSize(1);
        scene.queue.markDataFetched(scene.connections.getConnection(), Scene.KONTO, id, Scene.INTEGRASJON);
    }

    private int expire() throws SQLException {
        return scene.sweep.expire(Scene.GRACE, Scene.HOLD, 10).size();
    }

    private int exhaust() throws SQLException {
        return scene.sweep.exhaust(5, TWO_HOURS, Scene.HOLD, 10).size();
    }
}
