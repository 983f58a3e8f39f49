package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.Kvitteringssvar.AlleredeBekreftet;
import no.digisos.common.leveranse.Kvitteringssvar.FinnesIkke;
import no.digisos.common.leveranse.Kvitteringssvar.LeieUtlopt;
import no.digisos.common.leveranse.Kvitteringssvar.UtenVirkning;
import no.digisos.common.leveranse.Kvitteringssvar.Utfort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveranseKoTest {
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
    void hands_out_the_oldest_first_each_under_its_own_lease() throws SQLException {
        List<UUID> ider = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ider.add(scene.iKo().id());
        }

        List<UtlantMelding> forste = hent(3);
        List<UtlantMelding> resten = hent(20);

        assertThat(forste).extracting(u -> u.leveranse().id()).containsExactlyElementsOf(ider.subList(0, 3));
        assertThat(resten).extracting(u -> u.leveranse().id()).containsExactlyElementsOf(ider.subList(3, 5));
        assertThat(forste).extracting(UtlantMelding::leieId).doesNotHaveDuplicates();
        assertThat(forste).allSatisfy(u -> {
            assertThat(u.leveranse().leveringsforsok()).isEqualTo(1);
            assertThat(u.leveranse().leieIntegrasjon()).isEqualTo(Scene.INTEGRASJON);
        });
        assertThat(hent(20)).isEmpty();
    }

    @Test
    void another_konto_sees_nothing() throws SQLException {
        Leveranse l = scene.iKo();
        assertThat(scene.ko.hent(Scene.KONTORKONTO, 20, Scene.LEIE, Scene.INTEGRASJON))
                .isEmpty();
        assertThat(peek(Scene.KONTORKONTO, true)).isEmpty();
        assertThat(scene.beslutning.mottatt(Scene.KONTORKONTO, l.id(), null, null))
                .isInstanceOf(FinnesIkke.class);
        assertThat(scene.beslutning.avvist(Scene.KONTORKONTO, l.id(), null)).isInstanceOf(FinnesIkke.class);
    }

    @Test
    void a_lease_that_ran_out_returns_the_message() throws SQLException {
        UtlantMelding forste = scene.utlant();
        scene.spol(Scene.LEIE.plusSeconds(1));

        UtlantMelding andre = hent(20).getFirst();

        assertThat(andre.leveranse().id()).isEqualTo(forste.leveranse().id());
        assertThat(andre.leieId()).isNotEqualTo(forste.leieId());
        assertThat(andre.leveranse().leveringsforsok()).isEqualTo(2);
        assertThat(andre.leveranse().leieDataHentet()).isFalse();
        assertThat(feilet(forste)).isInstanceOf(LeieUtlopt.class);
        assertThat(feilet(andre)).isInstanceOf(Utfort.class);
    }

    @Test
    void a_lease_can_be_extended_while_it_lives() throws SQLException {
        UtlantMelding u = scene.utlant();
        scene.spol(Duration.ofMinutes(10));
        assertThat(forleng(u)).isInstanceOf(Utfort.class);
        scene.spol(Duration.ofMinutes(14));
        assertThat(hent(20)).isEmpty();
        scene.spol(Duration.ofMinutes(2));
        assertThat(forleng(u)).isInstanceOf(LeieUtlopt.class);
        assertThat(hent(20)).hasSize(1);
        assertThat(forleng(u)).isInstanceOf(LeieUtlopt.class);
    }

    @Test
    void given_back_is_as_if_never_handed_out() throws SQLException {
        UtlantMelding u = scene.utlant();
        hentData(u);
        assertThat(scene.les(u.leveranse().id()).dataforsok()).isEqualTo(1);

        assertThat(scene.ko.giTilbakeLeie(
                        scene.forbindelser.getConnection(),
                        Scene.KONTO,
                        u.leveranse().id(),
                        u.leieId()))
                .isInstanceOf(Utfort.class);

        Leveranse l = scene.les(u.leveranse().id());
        assertThat(l.leveringsforsok()).isZero();
        assertThat(l.dataforsok()).isZero();
        assertThat(hent(20)).hasSize(1);
    }

    @Test
    void a_transient_failure_counts_and_lets_the_message_rest_longer_each_time() throws SQLException {
        UtlantMelding u = scene.utlant();
        for (int minutter : new int[] {1, 5, 30, 30}) {
            assertThat(feilet(u)).isInstanceOf(Utfort.class);
            scene.spol(Duration.ofMinutes(minutter).minusSeconds(5));
            assertThat(hent(20)).as("after %s minutes less a little", minutter).isEmpty();
            scene.spol(Duration.ofSeconds(6));
            u = hent(20).getFirst();
        }
        assertThat(u.leveranse().leveringsforsok()).isEqualTo(5);
        assertThat(u.leveranse().feilmelding()).isEqualTo(Scene.forseglet("feil"));
        assertThat(scene.historikk(u.leveranse().id()))
                .containsExactly("SENDT_FIKS_IO", "MOTTAK_FEILET", "MOTTAK_FEILET", "MOTTAK_FEILET", "MOTTAK_FEILET");
    }

    @Test
    void data_counts_once_in_each_lease_and_only_for_the_lessee() throws SQLException {
        UtlantMelding u = scene.utlant();
        UUID id = u.leveranse().id();
        scene.ko.markerDataHentet(scene.forbindelser.getConnection(), Scene.KONTO, id, UUID.randomUUID());
        assertThat(scene.les(id).dataforsok()).isZero();
        assertThat(scene.les(id).leieDataHentet()).isFalse();

        hentData(u);
        hentData(u);
        assertThat(scene.les(id).dataforsok()).isEqualTo(1);

        scene.spol(Scene.LEIE.plusSeconds(1));
        hentData(u);
        assertThat(scene.les(id).dataforsok()).as("a run-out lease").isEqualTo(1);
        hentData(hent(20).getFirst());

        Leveranse l = scene.les(id);
        assertThat(l.dataforsok()).isEqualTo(2);
        assertThat(l.forsteDataHentet()).isBefore(l.sisteDataHentet());
    }

    @Test
    void data_is_not_handed_out_once_the_message_has_left_the_queue() throws SQLException {
        UtlantMelding u = scene.utlant();
        scene.beslutning.avvist(Scene.KONTO, u.leveranse().id(), null);
        assertThat(scene.ko.markerDataHentet(
                        scene.forbindelser.getConnection(),
                        Scene.KONTO,
                        u.leveranse().id(),
                        Scene.INTEGRASJON))
                .isEmpty();
    }

    @Test
    void nothing_is_handed_out_after_its_frist() throws SQLException {
        scene.iKo();
        scene.spol(Duration.ofHours(24).plusSeconds(1));
        assertThat(hent(20)).isEmpty();
    }

    @Test
    void a_look_changes_nothing_and_pages_by_age() throws SQLException {
        UUID leid = scene.utlant().leveranse().id();
        UUID fri = scene.iKo().id();
        assertThat(peek(Scene.KONTO, true)).extracting(Leveranse::id).containsExactly(leid, fri);
        assertThat(peek(Scene.KONTO, false)).extracting(Leveranse::id).containsExactly(fri);
        assertThat(scene.ko.peek(scene.forbindelser.getConnection(), Scene.KONTO, 1, 1, true))
                .extracting(Leveranse::id)
                .containsExactly(fri);
        assertThat(scene.les(fri).leveringsforsok()).isZero();
        assertThatThrownBy(() -> scene.ko.peek(scene.forbindelser.getConnection(), Scene.KONTO, 0, 201, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_failure_report_after_the_decision_is_answered_from_the_row() throws SQLException {
        UtlantMelding bekreftet = scene.utlant();
        scene.beslutning.mottatt(Scene.KONTO, bekreftet.leveranse().id(), null, null);
        assertThat(feilet(bekreftet)).isInstanceOf(AlleredeBekreftet.class);
        UtlantMelding trukket = scene.utlant();
        scene.beslutning.avvist(Scene.KONTO, trukket.leveranse().id(), null);
        assertThat(feilet(trukket)).isInstanceOf(UtenVirkning.class);
        assertThat(scene.ko.feilet(
                        scene.forbindelser.getConnection(), Scene.KONTO, UUID.randomUUID(), trukket.leieId(), null))
                .isInstanceOf(FinnesIkke.class);
    }

    private List<UtlantMelding> hent(int maks) throws SQLException {
        return scene.ko.hent(Scene.KONTO, maks, Scene.LEIE, Scene.INTEGRASJON);
    }

    private List<Leveranse> peek(UUID konto, boolean ogsaLeide) throws SQLException {
        return scene.ko.peek(scene.forbindelser.getConnection(), konto, 0, 200, ogsaLeide);
    }

    private void hentData(UtlantMelding u) throws SQLException {
        scene.ko.markerDataHentet(
                scene.forbindelser.getConnection(), Scene.KONTO, u.leveranse().id(), Scene.INTEGRASJON);
    }

    private Kvitteringssvar forleng(UtlantMelding u) throws SQLException {
        return scene.ko.forlengLeie(
                scene.forbindelser.getConnection(), Scene.KONTO, u.leveranse().id(), u.leieId(), Scene.LEIE);
    }

    private Kvitteringssvar feilet(UtlantMelding u) throws SQLException {
        return scene.ko.feilet(
                scene.forbindelser.getConnection(),
                Scene.KONTO,
                u.leveranse().id(),
                u.leieId(),
                Scene.forseglet("feil"));
    }
}
