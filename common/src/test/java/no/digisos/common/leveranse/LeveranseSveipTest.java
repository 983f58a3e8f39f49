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
class LeveranseSveipTest {
    private static final Duration TO_TIMER = Duration.ofHours(2);

    private final Scene scene = new Scene();

    @BeforeEach
    void nullstill() {
        scene.nullstill();
    }

    @AfterAll
    void close() throws SQLException {
        scene.close();
    }

    @Test
    void withdraws_at_the_frist_and_not_before_and_holds() throws SQLException {
        UUID id = scene.iKo().id();
        scene.spol(Duration.ofHours(24).minusSeconds(10));
        assertThat(utlop()).isZero();
        scene.spol(Duration.ofSeconds(11));
        assertThat(utlop()).isEqualTo(1);
        assertThat(utlop()).isZero();

        Leveranse l = scene.les(id);
        assertThat(l.aarsak()).isEqualTo(Aarsak.TTL_TIDSAVBRUDD);
        assertThat(Duration.between(l.trukket(), l.sendesTidligst())).isEqualTo(Scene.HOLD);
    }

    @Test
    void a_live_lease_with_data_is_spared_once_and_for_no_longer_than_the_grace() throws SQLException {
        UtlantMelding u = leidVedFristen(true);
        assertThat(utlop()).as("in the grace").isZero();
        scene.spol(Duration.ofMinutes(8));
        scene.ko.forlengLeie(
                scene.forbindelser.getConnection(), Scene.KONTO, u.leveranse().id(), u.leieId(), Duration.ofHours(1));
        scene.spol(Duration.ofMinutes(4));
        assertThat(utlop()).as("still in the grace").isZero();
        scene.spol(Duration.ofMinutes(4));
        assertThat(utlop()).as("after the grace, lease or not").isEqualTo(1);
    }

    @Test
    void a_lease_that_runs_out_in_the_grace_ends_it() throws SQLException {
        leidVedFristen(true);
        scene.spol(Duration.ofMinutes(12));
        assertThat(utlop()).isEqualTo(1);
    }

    @Test
    void a_receipt_inside_the_grace_is_the_decision_and_nothing_is_withdrawn() throws SQLException {
        UtlantMelding u = leidVedFristen(true);
        assertThat(utlop()).as("in the grace").isZero();
        assertThat(scene.beslutning.mottatt(Scene.KONTO, u.leveranse().id(), null, null))
                .isInstanceOf(Kvitteringssvar.Bekreftet.class);
        scene.spol(Scene.NADE.plusMinutes(1));
        assertThat(utlop()).isZero();
        assertThat(scene.les(u.leveranse().id()).tilstand()).isEqualTo(Tilstand.BEKREFTET);
        assertThat(scene.utfall(u.leveranse().id())).isEqualTo("BEKREFTET");
    }

    @Test
    void a_live_lease_without_data_is_not_spared() throws SQLException {
        leidVedFristen(false);
        assertThat(utlop()).isEqualTo(1);
    }

    @Test
    void takes_no_more_than_its_limit() throws SQLException {
        for (int i = 0; i < 5; i++) {
            scene.iKo();
        }
        scene.spol(Duration.ofHours(25));
        assertThat(scene.sveip.utlop(Scene.NADE, Scene.HOLD, 2)).hasSize(2);
        assertThat(scene.sveip.utlop(Scene.NADE, Scene.HOLD, 2)).hasSize(2);
        assertThat(scene.sveip.utlop(Scene.NADE, Scene.HOLD, 2)).hasSize(1);
    }

    @Test
    void passes_over_a_row_that_someone_is_deciding() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.spol(Duration.ofHours(25));
        try (Connection c = scene.database.functions().getConnection()) {
            c.setAutoCommit(false);
            scene.beslutning.mottatt(c, Scene.KONTO, id, null, null);
            assertThat(utlop()).isZero();
            c.commit();
        }
        assertThat(utlop()).isZero();
        assertThat(scene.les(id).tilstand()).isEqualTo(Tilstand.BEKREFTET);
    }

    @Test
    void five_attempts_with_data_over_two_hours_are_enough() throws SQLException {
        scene.kjor("UPDATE kommune SET frist = interval '7 days'");
        UUID id = scene.iKo().id();
        for (int forsok = 1; forsok <= 5; forsok++) {
            assertThat(oppbruk()).as("before attempt %s", forsok).isZero();
            leiOgHentData(id);
            assertThat(oppbruk()).as("under the lease of attempt %s", forsok).isZero();
            scene.spol(Duration.ofMinutes(35));
        }
        assertThat(oppbruk()).isEqualTo(1);
        assertThat(scene.les(id).aarsak()).isEqualTo(Aarsak.MAX_RETRIESAVBRUDD);
    }

    @Test
    void five_attempts_within_two_hours_are_not_enough() throws SQLException {
        UUID id = scene.iKo().id();
        for (int forsok = 1; forsok <= 6; forsok++) {
            leiOgHentData(id);
            scene.spol(Duration.ofMinutes(16));
        }
        assertThat(scene.les(id).dataforsok()).isEqualTo(6);
        assertThat(oppbruk()).isZero();
    }

    @Test
    void leases_without_data_never_use_up_the_attempts() throws SQLException {
        scene.iKo();
        for (int forsok = 1; forsok <= 8; forsok++) {
            scene.ko.hent(Scene.KONTO, 20, Scene.LEIE, Scene.INTEGRASJON);
            scene.spol(Duration.ofHours(1));
        }
        assertThat(oppbruk()).isZero();
    }

    @Test
    void a_closed_konto_is_emptied() throws SQLException {
        UUID id = scene.iKo().id();
        UUID annen = scene.motta(scene.ny(scene.sak(), Scene.ENHET, Meldingstype.SOKNAD, false))
                .id();
        assertThat(scene.sveip.stengtKonto(Scene.HOLD, 10)).isEmpty();
        scene.kjor("UPDATE konto SET aktiv = false WHERE id = ?", Scene.KONTO);
        assertThat(scene.sveip.stengtKonto(Scene.HOLD, 10)).containsExactly(id);
        assertThat(scene.les(id).aarsak()).isEqualTo(Aarsak.KONTO_STENGT);

        scene.kjor("UPDATE kommune SET bruker_fiks_io = false");
        assertThat(scene.sveip.stengtKonto(Scene.HOLD, 10)).containsExactly(annen);
    }

    /** Leased five minutes before the frist; a second past it now. */
    private UtlantMelding leidVedFristen(boolean medData) throws SQLException {
        UUID id = scene.iKo().id();
        scene.spol(Duration.ofHours(24).minusMinutes(5));
        UtlantMelding u =
                scene.ko.hent(Scene.KONTO, 1, Scene.LEIE, Scene.INTEGRASJON).getFirst();
        if (medData) {
            scene.ko.markerDataHentet(scene.forbindelser.getConnection(), Scene.KONTO, id, Scene.INTEGRASJON);
        }
        scene.spol(Duration.ofMinutes(5).plusSeconds(1));
        return u;
    }

    private void leiOgHentData(UUID id) throws SQLException {
        assertThat(scene.ko.hent(Scene.KONTO, 1, Scene.LEIE, Scene.INTEGRASJON)).hasSize(1);
        scene.ko.markerDataHentet(scene.forbindelser.getConnection(), Scene.KONTO, id, Scene.INTEGRASJON);
    }

    private int utlop() throws SQLException {
        return scene.sveip.utlop(Scene.NADE, Scene.HOLD, 10).size();
    }

    private int oppbruk() throws SQLException {
        return scene.sveip.oppbruk(5, TO_TIMER, Scene.HOLD, 10).size();
    }
}
