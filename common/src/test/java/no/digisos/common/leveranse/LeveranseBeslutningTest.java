package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.leveranse.Kvitteringssvar.AlleredeBekreftet;
import no.digisos.common.leveranse.Kvitteringssvar.Behold;
import no.digisos.common.leveranse.Kvitteringssvar.Bekreftet;
import no.digisos.common.leveranse.Kvitteringssvar.IkkeUtlevert;
import no.digisos.common.leveranse.Kvitteringssvar.TrukketForSent;
import no.digisos.common.leveranse.Kvitteringssvar.UtenVirkning;
import no.digisos.common.leveranse.Kvitteringssvar.Utfort;
import org.jspecify.annotations.Nullable;
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

        assertThat(forste).isInstanceOfSatisfying(Behold.class, s -> {
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

    /** The receipt was under way since before the rejection, on which the receiver let go of its copy. */
    @Test
    void a_receipt_after_its_own_rejection_does_not_count_and_lets_nobody_drop_anything() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.beslutning.avvist(Scene.KONTO, id, null);

        assertThat(mottatt(id)).isInstanceOf(Behold.class);
        assertThat(mottatt(id)).isInstanceOf(Behold.class);
        assertThat(scene.les(id).tilstand()).isEqualTo(Tilstand.TRUKKET);
        assertThat(scene.historikk(id)).containsExactly("SENDT_FIKS_IO", "AVVIST", "SEN_KVITTERING");

        int n = scene.svarUt.start(scene.les(id), "a", "{}").orElseThrow();
        assertThat(mottatt(id)).as("SvarUt is sending").isInstanceOf(Behold.class);
        scene.svarUt.nektet(id, n, Duration.ZERO);
        assertThat(scene.les(id).tilstand()).isEqualTo(Tilstand.SVARUT_FEIL);
        assertThat(mottatt(id)).as("SvarUt refused").isInstanceOf(Behold.class);
        scene.svarUt.stopp(id, n, "400");
        assertThat(mottatt(id)).as("stopped").isInstanceOf(Behold.class);
        assertThat(scene.les(id).tilstand()).isEqualTo(Tilstand.STOPPET);
    }

    @Test
    void a_rejection_after_the_withdrawal_ends_the_receipts_in_every_undecided_state() throws SQLException {
        UUID trukket = utlopt();
        avvisOgKvitter(trukket);
        UUID sender = utlopt();
        start(sender);
        avvisOgKvitter(sender);
        UUID ukjent = utlopt();
        scene.svarUt.ukjent(ukjent, start(ukjent));
        avvisOgKvitter(ukjent);
        UUID feil = utlopt();
        scene.svarUt.nektet(feil, start(feil), Duration.ZERO);
        avvisOgKvitter(feil);
        UUID stoppet = utlopt();
        scene.svarUt.stopp(stoppet, start(stoppet), "400");
        avvisOgKvitter(stoppet);
    }

    private void avvisOgKvitter(UUID id) {
        Tilstand tilstand = scene.les(id).tilstand();
        assertThat(scene.beslutning.avvist(Scene.KONTO, id, null))
                .as(tilstand.name())
                .isInstanceOf(UtenVirkning.class);
        assertThat(mottatt(id)).as(tilstand.name()).isInstanceOf(Behold.class);
        assertThat(scene.les(id).tilstand()).isEqualTo(tilstand);
        assertThat(scene.les(id).senKvittering()).as(tilstand.name()).isNull();
        assertThat(scene.historikk(id)).filteredOn("AVVIST_ETTER_TREKK"::equals).hasSize(1);
    }

    @Test
    void a_rejection_after_a_noted_receipt_clears_it_so_that_svarut_goes_on() throws SQLException {
        UUID id = utlopt();
        int n = start(id);
        scene.svarUt.ukjent(id, n);
        scene.beslutning.mottatt(Scene.KONTO, id, HVEM, REF);

        assertThat(scene.beslutning.avvist(Scene.KONTO, id, Scene.forseglet("nei")))
                .isInstanceOf(UtenVirkning.class);

        Leveranse etter = scene.les(id);
        assertThat(etter.senKvittering()).isNull();
        assertThat(etter.mottattAv()).isNull();
        assertThat(etter.fagsystemRef()).isNull();
        assertThat(etter.feilmelding()).isEqualTo(Scene.forseglet("nei"));
        assertThat(scene.historikk(id)).endsWith("SVARUT_UKJENT", "SEN_KVITTERING", "AVVIST_ETTER_TREKK");
        assertThat(scene.svarUt.avklartIkkeSendt(id, n, Duration.ZERO))
                .hasValueSatisfying(l -> assertThat(l.tilstand()).isEqualTo(Tilstand.SVARUT_FEIL));
    }

    @Test
    void a_failure_after_a_noted_receipt_clears_it_too_since_the_message_does_not_come_again() throws SQLException {
        UUID id = utlopt();
        int n = start(id);
        scene.svarUt.ukjent(id, n);
        mottatt(id);

        assertThat(scene.transactions.<Kvitteringssvar>inTransaction(
                        c -> scene.ko.noterFeilet(c, Scene.KONTO, id, Scene.forseglet("disk full"))))
                .isInstanceOf(UtenVirkning.class);

        assertThat(mottatt(id)).isInstanceOf(Behold.class);
        assertThat(scene.svarUt.avklartIkkeSendt(id, n, Duration.ZERO))
                .hasValueSatisfying(l -> assertThat(l.tilstand()).isEqualTo(Tilstand.SVARUT_FEIL));
    }

    /** The receipt was under way since before the failure, on which the receiver let go of what it had. */
    @Test
    void a_receipt_after_a_failure_does_not_count_until_the_message_is_handed_out_anew() throws SQLException {
        UtlantMelding u = scene.utlant();
        UUID id = u.leveranse().id();
        scene.transactions.<Kvitteringssvar>inTransaction(
                c -> scene.ko.feilet(c, Scene.KONTO, id, u.leieId(), Scene.forseglet("disk full")));
        assertThat(mottatt(id)).isInstanceOf(Behold.class);
        assertThat(scene.les(id).tilstand()).isEqualTo(Tilstand.I_KO);

        scene.spol(Duration.ofMinutes(2));
        assertThat(scene.ko.hent(Scene.KONTO, 20, Scene.LEIE, Scene.INTEGRASJON))
                .hasSize(1);
        assertThat(mottatt(id)).isInstanceOf(Bekreftet.class);
    }

    @Test
    void what_was_given_back_or_failed_without_a_lease_is_receipted_when_it_is_shown_or_downloaded_again()
            throws SQLException {
        UtlantMelding gittTilbake = scene.utlant();
        UUID id = gittTilbake.leveranse().id();
        scene.transactions.<Kvitteringssvar>inTransaction(c -> {
            scene.ko.markerDataHentet(c, Scene.KONTO, id, Scene.INTEGRASJON);
            return scene.ko.giTilbakeLeie(c, Scene.KONTO, id, gittTilbake.leieId());
        });
        assertThat(mottatt(id)).isInstanceOf(Behold.class);
        scene.transactions.inTransaction(c -> scene.ko.markerDataHentet(c, Scene.KONTO, id, Scene.INTEGRASJON));
        assertThat(mottatt(id)).isInstanceOf(Bekreftet.class);

        UUID vist = scene.iKo().id();
        scene.transactions.inTransaction(c -> scene.ko.visISvarInn(c, List.of(Scene.KONTO), 10));
        scene.transactions.<Kvitteringssvar>inTransaction(c -> scene.ko.noterFeilet(c, Scene.KONTO, vist, null));
        assertThat(mottatt(vist)).isInstanceOf(Behold.class);
        scene.transactions.inTransaction(c -> scene.ko.visISvarInn(c, List.of(Scene.KONTO), 10));
        assertThat(scene.les(vist).leveringsforsok()).isEqualTo(1);
        assertThat(mottatt(vist)).isInstanceOf(Bekreftet.class);
    }

    /** Told that SvarUt has it, the receiver dropped its copy; then the same receipt arrives once more. */
    @Test
    void a_receipt_after_svarut_took_it_and_refused_it_does_not_count() throws SQLException {
        UUID id = utlopt();
        UUID forsendelse = UUID.randomUUID();
        scene.svarUt.sendt(id, start(id), forsendelse);
        assertThat(mottatt(id)).isInstanceOf(TrukketForSent.class);
        scene.svarUt.avvistAvSvarUt(id, forsendelse, "AVVIST", Duration.ZERO);

        assertThat(mottatt(id)).isInstanceOf(Behold.class);
        assertThat(scene.les(id).tilstand()).isEqualTo(Tilstand.SVARUT_FEIL);
    }

    @Test
    void a_rejection_while_svarut_has_it_leaves_it_to_us_when_svarut_refuses() throws SQLException {
        UUID id = utlopt();
        UUID forsendelse = UUID.randomUUID();
        scene.svarUt.sendt(id, start(id), forsendelse);
        assertThat(scene.beslutning.avvist(Scene.KONTO, id, null)).isInstanceOf(UtenVirkning.class);
        scene.svarUt.avvistAvSvarUt(id, forsendelse, "AVVIST", Duration.ZERO);

        assertThat(mottatt(id)).isInstanceOf(Behold.class);
        assertThat(scene.svarUt.klareForSending(10)).extracting(Leveranse::id).containsExactly(id);
    }

    @Test
    void what_an_operator_closed_without_svarut_is_kept_and_what_svarut_has_may_be_dropped() throws SQLException {
        UUID uten = utlopt();
        scene.svarUt.stopp(uten, start(uten), "400");
        scene.transactions.inTransaction(c -> scene.svarUt.lukk(c, uten));
        assertThat(mottatt(uten)).isInstanceOf(Behold.class);
        assertThat(mottatt(uten)).as("again").isInstanceOf(Behold.class);

        UUID hosSvarUt = utlopt();
        scene.svarUt.sendt(hosSvarUt, start(hosSvarUt), UUID.randomUUID());
        scene.transactions.inTransaction(c -> scene.svarUt.lukk(c, hosSvarUt));
        assertThat(mottatt(hosSvarUt)).isInstanceOf(TrukketForSent.class);
    }

    @Test
    void the_time_of_the_outcome_follows_the_attempt_and_never_lies_in_the_past() throws SQLException {
        UUID id = utlopt();
        Duration etter = Duration.ofMinutes(30);
        assertThat(avklares(id)).hasValue(krev(scene.les(id).sendesTidligst()).plus(etter));
        int n = start(id);
        Instant begynt = krev(scene.les(id).svarutStartet());
        assertThat(avklares(id)).hasValue(begynt.plus(etter));
        scene.svarUt.ukjent(id, n);
        assertThat(avklares(id)).hasValue(begynt.plus(etter));

        scene.spol(etter.plusMinutes(1));
        assertThat(avklares(id))
                .as("looked up, and SvarUt did not answer")
                .hasValueSatisfying(
                        tid -> assertThat(tid).isAfter(begynt.plus(etter).plus(IGJEN)));

        scene.svarUt.avklartSendt(id, n, UUID.randomUUID());
        assertThat(avklares(id)).isEmpty();
    }

    private static final Duration IGJEN = Duration.ofMinutes(5);

    private Optional<Instant> avklares(UUID id) {
        return scene.transactions.inTransaction(
                c -> scene.ko.avklares(c, scene.les(id), Duration.ofMinutes(30), IGJEN));
    }

    private static Instant krev(@Nullable Instant tid) {
        return Objects.requireNonNull(tid);
    }

    private Kvitteringssvar mottatt(UUID id) {
        return scene.beslutning.mottatt(Scene.KONTO, id, null, null);
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
        assertThat(scene.sveip.utlop(Scene.NADE, Scene.HOLD, 10)).contains(id);
        return id;
    }

    private int start(UUID id) throws SQLException {
        scene.spol(Scene.HOLD.plusSeconds(1));
        return scene.svarUt.start(scene.les(id), "arbeider-1", "{}").orElseThrow();
    }
}
