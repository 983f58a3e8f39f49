package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import no.digisos.common.leveranse.Kvitteringssvar.AlleredeBekreftet;
import no.digisos.common.leveranse.Kvitteringssvar.Bekreftet;
import no.digisos.common.leveranse.Kvitteringssvar.IkkeUtlevert;
import no.digisos.common.leveranse.Kvitteringssvar.TrukketForSent;
import no.digisos.common.leveranse.Kvitteringssvar.UtenVirkning;
import no.digisos.common.leveranse.Kvitteringssvar.Utfort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The failure cases of delivery.md 4, as the fagsystem meets them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveranseBeslutningTest {
    private static final Forseglet HVEM = Scene.forseglet("hvem");
    private static final Forseglet REF = Scene.forseglet("ref");

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
    void a_receipt_confirms_and_a_repeat_gets_the_same_row() throws SQLException {
        UUID id = scene.utlant().leveranse().id();

        Bekreftet forste = (Bekreftet) scene.beslutning.mottatt(Scene.KONTO, id, HVEM, REF);
        Bekreftet andre = (Bekreftet) scene.beslutning.mottatt(Scene.KONTO, id, Scene.forseglet("annen"), null);

        assertThat(forste.gjentatt()).isFalse();
        assertThat(andre.gjentatt()).isTrue();
        assertThat(andre.leveranse()).isEqualTo(forste.leveranse());
        assertThat(andre.leveranse().mottattAv()).isEqualTo(HVEM);
        assertThat(andre.leveranse().fagsystemRef()).isEqualTo(REF);
        assertThat(andre.leveranse().leieId()).isNull();
        assertThat(scene.historikk(id)).containsExactly("SENDT_FIKS_IO", "BEKREFTET");
        assertThat(scene.utfall(id)).isEqualTo("BEKREFTET");
    }

    @Test
    void a_receipt_with_a_stale_lease_counts() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.spol(Scene.LEIE.plusHours(1));
        scene.ko.hent(Scene.KONTO, 20, Scene.LEIE, UUID.randomUUID());
        assertThat(scene.beslutning.mottatt(Scene.KONTO, id, null, null)).isInstanceOf(Bekreftet.class);
    }

    @Test
    void what_nobody_has_had_cannot_be_receipted_or_rejected() throws SQLException {
        Leveranse l = scene.iKo();
        assertThat(scene.beslutning.mottatt(Scene.KONTO, l.id(), null, null)).isInstanceOf(IkkeUtlevert.class);
        assertThat(scene.beslutning.avvist(Scene.KONTO, l.id(), null)).isInstanceOf(IkkeUtlevert.class);
        assertThat(scene.les(l.id())).isEqualTo(l);
    }

    @Test
    void data_fetched_without_a_lease_is_enough_for_a_receipt() throws SQLException {
        Leveranse l = scene.iKo();
        scene.ko.markerDataHentet(scene.forbindelser.getConnection(), Scene.KONTO, l.id(), Scene.INTEGRASJON);
        assertThat(scene.beslutning.mottatt(Scene.KONTO, l.id(), null, null)).isInstanceOf(Bekreftet.class);
    }

    @Test
    void a_receipt_after_the_frist_counts_until_the_intent() throws SQLException {
        UUID id = utlopt();
        assertThat(scene.svarUt.klareForSending(10)).as("held").isEmpty();
        assertThat(scene.beslutning.mottatt(Scene.KONTO, id, null, null)).isInstanceOf(Bekreftet.class);
        scene.spol(Scene.HOLD);
        assertThat(scene.svarUt.klareForSending(10)).isEmpty();
    }

    @Test
    void a_receipt_after_the_intent_is_remembered_once() throws SQLException {
        UUID id = utlopt();
        start(id);

        Kvitteringssvar forste = scene.beslutning.mottatt(Scene.KONTO, id, HVEM, REF);
        Kvitteringssvar andre = scene.beslutning.mottatt(Scene.KONTO, id, Scene.forseglet("annen"), null);

        assertThat(forste).isInstanceOfSatisfying(TrukketForSent.class, s -> {
            assertThat(s.leveranse().tilstand()).isEqualTo(Tilstand.SVARUT_SENDER);
            assertThat(s.leveranse().senKvittering()).isNotNull();
        });
        assertThat(andre).isEqualTo(forste);
        assertThat(scene.historikk(id))
                .containsExactly("SENDT_FIKS_IO", "TTL_TIDSAVBRUDD", "SVARUT_STARTET", "SEN_KVITTERING");
    }

    @Test
    void a_receipt_after_svarut_took_over_is_noted_once_and_names_the_shipment() throws SQLException {
        UUID id = utlopt();
        UUID forsendelse = UUID.randomUUID();
        scene.svarUt.sendt(id, start(id), forsendelse);

        for (int i = 0; i < 3; i++) {
            assertThat(scene.beslutning.mottatt(Scene.KONTO, id, HVEM, REF))
                    .isInstanceOfSatisfying(
                            TrukketForSent.class,
                            s -> assertThat(s.leveranse().forsendelsesId()).isEqualTo(forsendelse));
        }
        assertThat(scene.historikk(id)).filteredOn("SEN_KVITTERING"::equals).hasSize(1);
        assertThat(scene.les(id).tilstand()).isEqualTo(Tilstand.SVARUT_SENDT);
    }

    @Test
    void a_rejection_withdraws_and_frees_for_svarut_at_once() throws SQLException {
        UUID id = scene.utlant().leveranse().id();

        assertThat(scene.beslutning.avvist(Scene.KONTO, id, Scene.forseglet("nei")))
                .isInstanceOf(Utfort.class);

        Leveranse l = scene.les(id);
        assertThat(l.aarsak()).isEqualTo(Aarsak.AVVIST);
        assertThat(l.feilmelding()).isEqualTo(Scene.forseglet("nei"));
        assertThat(scene.svarUt.klareForSending(10)).extracting(Leveranse::id).containsExactly(id);
    }

    @Test
    void a_rejection_after_the_withdrawal_is_a_no_op_noted_once() throws SQLException {
        UUID id = utlopt();
        assertThat(scene.beslutning.avvist(Scene.KONTO, id, null)).isInstanceOf(UtenVirkning.class);
        assertThat(scene.beslutning.avvist(Scene.KONTO, id, null)).isInstanceOf(UtenVirkning.class);
        assertThat(scene.les(id).aarsak()).isEqualTo(Aarsak.TTL_TIDSAVBRUDD);
        assertThat(scene.historikk(id)).filteredOn("AVVIST_ETTER_TREKK"::equals).hasSize(1);
    }

    @Test
    void a_repeated_rejection_is_a_no_op_without_another_row() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.beslutning.avvist(Scene.KONTO, id, null);
        assertThat(scene.beslutning.avvist(Scene.KONTO, id, null)).isInstanceOf(UtenVirkning.class);
        assertThat(scene.historikk(id)).containsExactly("SENDT_FIKS_IO", "AVVIST");
    }

    @Test
    void a_rejection_after_the_receipt_changes_nothing() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.beslutning.mottatt(Scene.KONTO, id, null, null);
        assertThat(scene.beslutning.avvist(Scene.KONTO, id, null)).isInstanceOf(AlleredeBekreftet.class);
        assertThat(scene.les(id).tilstand()).isEqualTo(Tilstand.BEKREFTET);
    }

    @Test
    void a_receipt_after_its_own_rejection_counts_while_svarut_has_not_begun() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.beslutning.avvist(Scene.KONTO, id, null);
        assertThat(scene.beslutning.mottatt(Scene.KONTO, id, null, null)).isInstanceOf(Bekreftet.class);
    }

    @Test
    void a_receipt_frees_a_stopped_one() throws SQLException {
        UUID id = utlopt();
        scene.svarUt.stopp(id, start(id), "400");
        assertThat(scene.beslutning.mottatt(Scene.KONTO, id, null, null)).isInstanceOf(Bekreftet.class);
        assertThat(scene.les(id).stoppgrunn()).isNull();
    }

    @Test
    void a_rolled_back_receipt_leaves_no_trace() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        Leveranse foer = scene.les(id);
        try (Connection c = scene.database.functions().getConnection()) {
            c.setAutoCommit(false);
            scene.beslutning.mottatt(c, Scene.KONTO, id, null, null);
            c.rollback();
        }
        assertThat(scene.les(id)).isEqualTo(foer);
        assertThat(scene.utfall(id)).isNull();
        assertThat(scene.historikk(id)).containsExactly("SENDT_FIKS_IO");
    }

    @Test
    void a_second_outcome_fails_its_statement() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.kjor("INSERT INTO leveranse_utfall (leveranse_id, utfall) VALUES (?, 'SVARUT_SENDT')", id);
        assertThatThrownBy(() -> scene.beslutning.mottatt(Scene.KONTO, id, null, null))
                .hasMessageContaining("leveranse_utfall_pkey");
        assertThat(scene.les(id).tilstand()).isEqualTo(Tilstand.I_KO);
    }

    private UUID utlopt() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.spol(Duration.ofHours(25));
        assertThat(scene.sveip.utlop(Scene.NADE, Scene.HOLD, 10)).containsExactly(id);
        return id;
    }

    private int start(UUID id) throws SQLException {
        scene.spol(Scene.HOLD.plusSeconds(1));
        return scene.svarUt.start(scene.les(id), "arbeider-1", "{}").orElseThrow();
    }
}
