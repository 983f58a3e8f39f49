package no.digisos.common.leveranse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveranseSvarUtTest {
    private static final Duration VENT = Duration.ofMinutes(30);
    private static final UUID FORSENDELSE = UUID.fromString("55555555-5555-4555-8555-555555555555");

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
    void an_intent_is_committed_with_the_receiver_and_taken_once() throws SQLException {
        Leveranse l = avvist();

        assertThat(scene.svarUt.start(l, "arbeider-1", "{\"orgnr\":\"889640782\"}"))
                .hasValue(1);
        assertThat(scene.svarUt.start(l, "arbeider-2", "{}")).isEmpty();

        assertThat(scene.les(l.id()).svarutArbeider()).isEqualTo("arbeider-1");
        assertThat(scene.tekster("SELECT mottaker ->> 'orgnr' FROM svarut_forsok WHERE leveranse_id = ?", l.id()))
                .containsExactly("889640782");
    }

    @Test
    void an_intent_waits_for_the_hold() throws SQLException {
        Leveranse l = scene.utlant().leveranse();
        scene.spol(Duration.ofHours(25));
        scene.sveip.utlop(Scene.NADE, Scene.HOLD, 10);
        assertThat(scene.svarUt.start(scene.les(l.id()), "a", "{}")).isEmpty();
        scene.spol(Scene.HOLD.plusSeconds(1));
        assertThat(scene.svarUt.start(scene.les(l.id()), "a", "{}")).hasValue(1);
    }

    @Test
    void what_was_looked_up_for_another_attempt_starts_nothing() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.start(l, "a", "{}");
        scene.svarUt.nektet(l.id(), 1, Duration.ZERO);
        assertThat(scene.svarUt.start(l, "b", "{}")).as("read before attempt 1").isEmpty();
        assertThat(scene.svarUt.start(scene.les(l.id()), "b", "{}")).hasValue(2);
    }

    @Test
    void two_shipments_of_one_reference_are_never_on_their_way_at_once() throws SQLException {
        Leveranse forste = avvist();
        Leveranse andre = avvist();
        TestDatabase.execute(scene.database.owner(), "UPDATE innsending SET nav_ekstern_ref_id = 'felles'");
        int n = scene.svarUt.start(forste, "a", "{}").orElseThrow();
        assertThat(scene.svarUt.start(andre, "b", "{}"))
                .as("the first is sending")
                .isEmpty();
        scene.svarUt.ukjent(forste.id(), n);
        assertThat(scene.svarUt.start(andre, "b", "{}"))
                .as("the first is unknown")
                .isEmpty();
        assertThat(scene.svarUt.avklartSendt(forste.id(), n, FORSENDELSE)).isTrue();

        int m = scene.svarUt.start(andre, "b", "{}").orElseThrow();
        assertThat(scene.svarUt.sendt(andre.id(), m, FORSENDELSE))
                .as("the first's id")
                .isFalse();
        assertThat(scene.les(andre.id()).tilstand()).isEqualTo(Tilstand.SVARUT_SENDER);
    }

    @Test
    void of_many_shipments_of_one_reference_one_begins() throws Exception {
        List<Leveranse> alle = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            alle.add(avvist());
        }
        TestDatabase.execute(scene.database.owner(), "UPDATE innsending SET nav_ekstern_ref_id = 'felles'");
        try (ExecutorService arbeidere = Executors.newFixedThreadPool(alle.size())) {
            List<Future<OptionalInt>> startet = arbeidere.invokeAll(alle.stream()
                    .map(l -> (Callable<OptionalInt>) () -> scene.svarUt.start(l, "a", "{}"))
                    .toList());
            int antall = 0;
            for (Future<OptionalInt> en : startet) {
                antall += en.get().isPresent() ? 1 : 0;
            }
            assertThat(antall).isEqualTo(1);
        }
    }

    @Test
    void an_id_decides_and_releases_the_successor() throws SQLException {
        Leveranse l = avvist();
        Leveranse etterfolger = scene.motta(l.digisosId());
        int n = scene.svarUt.start(l, "a", "{}").orElseThrow();

        assertThat(scene.svarUt.sendt(l.id(), n, FORSENDELSE)).isTrue();

        assertThat(scene.les(l.id()).forsendelsesId()).isEqualTo(FORSENDELSE);
        assertThat(scene.utfall(l.id())).isEqualTo("SVARUT_SENDT");
        assertThat(scene.les(etterfolger.id()).tilstand()).isEqualTo(Tilstand.I_KO);
        assertThat(resultat(l.id(), n)).isEqualTo("SENDT");
        assertThat(scene.svarUt.sendt(l.id(), n, FORSENDELSE)).as("a repeat").isFalse();
        assertThat(scene.historikk(l.id())).doesNotContain("SVARUT_DUBLETT");
    }

    @Test
    void a_worker_thought_dead_cannot_overwrite_a_later_attempt_but_its_id_is_kept() throws SQLException {
        Leveranse l = startet();
        scene.spol(VENT.plusSeconds(1));
        assertThat(scene.svarUt.dodeSendere(VENT, 10)).containsExactly(l.id());
        scene.svarUt.avklartIkkeSendt(l.id(), 1, Duration.ZERO);
        scene.svarUt.start(scene.les(l.id()), "b", "{}");

        assertThat(scene.svarUt.nektet(l.id(), 1, VENT)).isEmpty();
        assertThat(scene.svarUt.ukjent(l.id(), 1)).isEmpty();
        assertThat(scene.svarUt.stopp(l.id(), 1, "400")).isEmpty();
        assertThat(scene.svarUt.sendt(l.id(), 1, FORSENDELSE)).isFalse();

        assertThat(scene.les(l.id()).tilstand()).isEqualTo(Tilstand.SVARUT_SENDER);
        assertThat(scene.historikk(l.id())).endsWith("SVARUT_DUBLETT");
        assertThat(scene.tekster(
                        "SELECT forsendelses_id FROM svarut_forsok WHERE leveranse_id = ? AND forsok = 1", l.id()))
                .containsExactly(FORSENDELSE.toString());
    }

    @Test
    void an_id_that_comes_while_the_outcome_is_unknown_is_adopted() throws SQLException {
        Leveranse l = startet();
        scene.svarUt.ukjent(l.id(), 1);
        assertThat(resultat(l.id(), 1)).isEqualTo("UKJENT");
        assertThat(scene.svarUt.sendt(l.id(), 1, FORSENDELSE)).isTrue();
        assertThat(scene.les(l.id()).tilstand()).isEqualTo(Tilstand.SVARUT_SENDT);
    }

    @Test
    void an_unknown_outcome_is_looked_up_only_after_the_wait_since_the_intent() throws SQLException {
        Leveranse l = startet();
        scene.spol(Duration.ofMinutes(20));
        assertThat(scene.svarUt.dodeSendere(VENT, 10)).isEmpty();
        scene.svarUt.ukjent(l.id(), 1);
        assertThat(scene.svarUt.uavklarte(VENT, 10)).isEmpty();
        scene.spol(Duration.ofMinutes(11));
        assertThat(scene.svarUt.uavklarte(VENT, 10)).extracting(Leveranse::id).containsExactly(l.id());
    }

    @Test
    void not_found_means_another_attempt_that_asks_first() throws SQLException {
        Leveranse l = ukjent();
        Leveranse etter =
                scene.svarUt.avklartIkkeSendt(l.id(), 1, Duration.ZERO).orElseThrow();
        assertThat(etter.tilstand()).isEqualTo(Tilstand.SVARUT_FEIL);
        assertThat(etter.kreverOppslag()).isTrue();
        assertThat(resultat(l.id(), 1)).isEqualTo("IKKE_SENDT");
        assertThat(scene.svarUt.klareForSending(10)).extracting(Leveranse::id).containsExactly(l.id());
    }

    @Test
    void not_found_and_a_remembered_receipt_means_confirmed() throws SQLException {
        Leveranse l = ukjent();
        Leveranse etterfolger = scene.motta(l.digisosId());
        scene.beslutning.mottatt(Scene.KONTO, l.id(), Scene.forseglet("hvem"), Scene.forseglet("ref"));

        Leveranse etter =
                scene.svarUt.avklartIkkeSendt(l.id(), 1, Duration.ZERO).orElseThrow();

        assertThat(etter.tilstand()).isEqualTo(Tilstand.BEKREFTET);
        assertThat(etter.fagsystemRef()).isEqualTo(Scene.forseglet("ref"));
        assertThat(scene.utfall(l.id())).isEqualTo("BEKREFTET");
        assertThat(scene.les(etterfolger.id()).tilstand()).isEqualTo(Tilstand.I_KO);
    }

    @Test
    void every_proof_of_not_sent_honours_a_remembered_receipt() throws SQLException {
        Leveranse nektet = startetMedSenKvittering();
        assertThat(tilstand(scene.svarUt.nektet(nektet.id(), 1, VENT))).isEqualTo(Tilstand.BEKREFTET);
        Leveranse stoppet = startetMedSenKvittering();
        assertThat(tilstand(scene.svarUt.stopp(stoppet.id(), 1, "400"))).isEqualTo(Tilstand.BEKREFTET);
        assertThat(scene.les(stoppet.id()).stoppgrunn()).isNull();
    }

    @Test
    void a_refusal_that_may_pass_is_tried_again_after_the_wait() throws SQLException {
        Leveranse l = startet();
        assertThat(tilstand(scene.svarUt.nektet(l.id(), 1, VENT))).isEqualTo(Tilstand.SVARUT_FEIL);
        assertThat(resultat(l.id(), 1)).isEqualTo("PROV_IGJEN");
        assertThat(scene.svarUt.klareForSending(10)).isEmpty();
        scene.spol(VENT.plusSeconds(1));
        assertThat(scene.svarUt.klareForSending(10)).hasSize(1);
    }

    @Test
    void a_definite_refusal_stops_until_an_operator_resumes_or_closes() throws SQLException {
        Leveranse l = startet();
        Leveranse etterfolger = scene.motta(l.digisosId());
        assertThat(scene.svarUt.stopp(l.id(), 1, "400").orElseThrow().stoppgrunn())
                .isEqualTo("400");
        assertThat(scene.svarUt.klareForSending(10)).isEmpty();

        Leveranse gjenopptatt = scene.svarUt
                .gjenoppta(scene.forbindelser.getConnection(), l.id())
                .orElseThrow();
        assertThat(gjenopptatt.tilstand()).isEqualTo(Tilstand.SVARUT_FEIL);
        assertThat(gjenopptatt.stoppgrunn()).isNull();
        assertThat(gjenopptatt.oppslagForst()).isTrue();

        scene.svarUt.stopp(l.id(), 1, "igjen");
        assertThat(scene.svarUt.lukk(scene.forbindelser.getConnection(), l.id()))
                .isPresent();
        assertThat(scene.utfall(l.id())).isEqualTo("LUKKET");
        assertThat(scene.les(etterfolger.id()).tilstand()).isEqualTo(Tilstand.I_KO);
    }

    @Test
    void closing_what_svarut_has_replaces_the_outcome() throws SQLException {
        Leveranse l = startet();
        scene.svarUt.sendt(l.id(), 1, FORSENDELSE);
        scene.svarUt.lukk(scene.forbindelser.getConnection(), l.id());
        assertThat(scene.utfall(l.id())).isEqualTo("LUKKET");
        assertThat(scene.les(l.id()).forsendelsesId()).isEqualTo(FORSENDELSE);
    }

    @Test
    void a_later_refusal_takes_the_outcome_back_and_the_id_is_left_out_of_look_ups() throws SQLException {
        Leveranse l = startet();
        scene.svarUt.sendt(l.id(), 1, FORSENDELSE);
        scene.beslutning.mottatt(Scene.KONTO, l.id(), null, null);

        assertThat(scene.svarUt.avvistAvSvarUt(l.id(), UUID.randomUUID(), "AVVIST", Duration.ZERO))
                .isFalse();
        assertThat(scene.svarUt.avvistAvSvarUt(l.id(), FORSENDELSE, "AVVIST", Duration.ZERO))
                .isTrue();
        assertThat(scene.svarUt.avvistAvSvarUt(l.id(), FORSENDELSE, "AVVIST", Duration.ZERO))
                .isFalse();

        assertThat(scene.utfall(l.id())).isNull();
        assertThat(scene.svarUt.uvedkommendeIder(l.id(), List.of(FORSENDELSE, UUID.randomUUID())))
                .containsExactly(FORSENDELSE);
        assertThat(scene.les(l.id()).senKvittering()).isNull();
        int n = scene.svarUt.start(scene.les(l.id()), "a", "{}").orElseThrow();
        assertThat(scene.svarUt.sendt(l.id(), n, UUID.randomUUID())).isTrue();
        assertThat(scene.utfall(l.id())).isEqualTo("SVARUT_SENDT");
    }

    @Test
    void the_status_is_asked_for_by_plan_until_it_is_final() throws SQLException {
        Leveranse l = startet();
        scene.svarUt.sendt(l.id(), 1, FORSENDELSE);
        assertThat(scene.svarUt.tilStatussjekk(10)).isEmpty();
        scene.spol(Duration.ofSeconds(61));
        assertThat(scene.svarUt.tilStatussjekk(10)).extracting(Leveranse::id).containsExactly(l.id());

        assertThat(scene.svarUt.registrerStatus(l.id(), FORSENDELSE, "MOTTATT")).isTrue();
        assertThat(scene.svarUt.tilStatussjekk(10)).isEmpty();
        scene.spol(Duration.ofMinutes(6));
        assertThat(scene.svarUt.tilStatussjekk(10)).hasSize(1);
        scene.svarUt.registrerStatus(l.id(), FORSENDELSE, "MOTTATT");
        scene.svarUt.registrerStatus(l.id(), FORSENDELSE, "LEST");
        assertThat(scene.svarUt.registrerStatus(l.id(), UUID.randomUUID(), "AVVIST"))
                .isFalse();

        scene.spol(Duration.ofDays(2));
        assertThat(scene.svarUt.tilStatussjekk(10)).isEmpty();
        assertThat(scene.historikk(l.id())).filteredOn("SVARUT_STATUS"::equals).hasSize(2);
    }

    @Test
    void nobody_asks_after_sixty_days() throws SQLException {
        Leveranse l = startet();
        scene.svarUt.sendt(l.id(), 1, FORSENDELSE);
        scene.spol(Duration.ofDays(59));
        assertThat(scene.svarUt.tilStatussjekk(10)).hasSize(1);
        scene.spol(Duration.ofDays(2));
        assertThat(scene.svarUt.tilStatussjekk(10)).isEmpty();
    }

    /** Its sender may have rejected the message since the backup, and thrown its copy away. */
    @Test
    void after_a_restore_a_receipt_that_was_noted_does_not_count() throws SQLException {
        Leveranse sender = startetMedSenKvittering();
        Leveranse ukjent = ukjent();
        scene.beslutning.mottatt(Scene.KONTO, ukjent.id(), null, null);

        gjenopprettet(Instant.EPOCH);

        for (Leveranse l : List.of(sender, ukjent)) {
            assertThat(tilstand(scene.svarUt.avklartIkkeSendt(l.id(), 1, Duration.ZERO)))
                    .isEqualTo(Tilstand.SVARUT_FEIL);
        }
    }

    @Test
    void after_a_restore_nothing_goes_out_before_it_is_looked_up() throws SQLException {
        Leveranse sender = startet();
        Leveranse trukket = avvist();
        Leveranse iKo = scene.iKo();
        Leveranse bekreftet = scene.utlant().leveranse();
        scene.beslutning.mottatt(Scene.KONTO, bekreftet.id(), null, null);

        assertThat(gjenopprettet(Instant.EPOCH)).containsExactlyInAnyOrder(sender.id(), trukket.id());

        assertThat(scene.svarUt.uavklarte(VENT, 10)).isEmpty();
        scene.spol(VENT.plusSeconds(1));
        assertThat(scene.svarUt.uavklarte(VENT, 10)).hasSize(2);
        assertThat(scene.les(iKo.id()).kreverOppslag()).isTrue();
        assertThat(scene.les(bekreftet.id()).tilstand()).isEqualTo(Tilstand.BEKREFTET);

        assertThat(scene.svarUt.avklartSendt(trukket.id(), 0, FORSENDELSE)).isTrue();
        scene.svarUt.avvistAvSvarUt(trukket.id(), FORSENDELSE, "AVVIST", Duration.ZERO);
        assertThat(scene.svarUt.uvedkommendeIder(trukket.id(), List.of(FORSENDELSE)))
                .containsExactly(FORSENDELSE);
    }

    @Test
    void a_restore_leaves_what_was_withdrawn_before_the_given_time() throws SQLException {
        Leveranse gammel = avvist();
        scene.spol(Duration.ofDays(1));
        Leveranse ny = avvist();
        assertThat(gjenopprettet(requireNonNull(ny.trukket()))).containsExactly(ny.id());
        assertThat(scene.les(gammel.id()).tilstand()).isEqualTo(Tilstand.TRUKKET);
    }

    @Test
    void after_a_restore_nothing_is_looked_up_or_sent_before_svarut_must_have_given_up() throws SQLException {
        Leveranse feil = startet();
        scene.svarUt.nektet(feil.id(), 1, Duration.ZERO);
        Leveranse ukjent = ukjent();
        scene.spol(VENT);
        assertThat(scene.svarUt.uavklarte(VENT, 10)).hasSize(1);
        assertThat(scene.svarUt.klareForSending(10)).hasSize(1);

        assertThat(gjenopprettet(Instant.EPOCH)).isEmpty();

        assertThat(scene.svarUt.uavklarte(VENT, 10)).isEmpty();
        assertThat(scene.svarUt.klareForSending(10)).isEmpty();
        assertThat(scene.svarUt.start(scene.les(feil.id()), "a", "{}")).isEmpty();
        scene.spol(VENT.plusSeconds(1));
        assertThat(scene.svarUt.uavklarte(VENT, 10)).extracting(Leveranse::id).containsExactly(ukjent.id());
        assertThat(scene.svarUt.klareForSending(10)).extracting(Leveranse::id).containsExactly(feil.id());
    }

    @Test
    void an_id_that_is_anothers_is_neither_adopted_nor_found() throws SQLException {
        Leveranse en = startet();
        Leveranse to = startet();
        assertThat(scene.svarUt.sendt(en.id(), 1, FORSENDELSE)).isTrue();
        assertThat(scene.svarUt.sendt(to.id(), 1, FORSENDELSE)).isFalse();
        assertThat(scene.les(to.id()).tilstand()).isEqualTo(Tilstand.SVARUT_SENDER);
        assertThat(scene.svarUt.uvedkommendeIder(to.id(), List.of(FORSENDELSE))).containsExactly(FORSENDELSE);
        assertThat(scene.svarUt.uvedkommendeIder(en.id(), List.of(FORSENDELSE))).isEmpty();
    }

    @Test
    void what_svarut_refuses_twice_is_stopped_until_an_operator_lets_it_go_on() throws SQLException {
        Leveranse l = startet();
        avvisEtterMottak(l, 1);
        assertThat(scene.svarUt.stoppAvviste(2, 10)).isEmpty();
        assertThat(scene.svarUt.start(scene.les(l.id()), "a", "{}")).hasValue(2);
        avvisEtterMottak(l, 2);

        assertThat(scene.svarUt.stoppAvviste(2, 10)).containsExactly(l.id());
        assertThat(scene.les(l.id()).stoppgrunn()).startsWith("AVVIST_AV_SVARUT");
        assertThat(scene.tekster("SELECT slag FROM varsel WHERE leveranse_id = ?", l.id()))
                .containsExactly("STOPPET");

        scene.transactions.inTransaction(c -> scene.svarUt.gjenoppta(c, l.id()));
        assertThat(scene.svarUt.stoppAvviste(2, 10)).isEmpty();
        assertThat(scene.svarUt.start(scene.les(l.id()), "a", "{}")).hasValue(3);
    }

    @Test
    void what_had_no_address_goes_on_when_the_kommune_gets_one_and_nothing_else_does() throws SQLException {
        Leveranse uten = avvist();
        Leveranse nektet = startet();
        scene.svarUt.stopp(uten.id(), 0, LeveranseSvarUt.INGEN_ADRESSE + ": ingen");
        scene.svarUt.stopp(nektet.id(), 1, "HTTP 400");
        assertThat(scene.svarUt.gjenopptaMedAdresse(10)).isEmpty();
        scene.kjor("UPDATE kommune SET postadresse_postnummer = '0001'");
        assertThat(scene.svarUt.gjenopptaMedAdresse(10)).isEmpty();
        scene.kjor("UPDATE kommune SET postadresse_poststed = 'Oslo'");
        assertThat(scene.svarUt.gjenopptaMedAdresse(10)).containsExactly(uten.id());
        assertThat(scene.les(uten.id()).kreverOppslag()).isTrue();
        assertThat(scene.svarUt.klareForSending(10)).extracting(Leveranse::id).containsExactly(uten.id());
    }

    @Test
    void what_could_not_be_begun_is_due_later_and_only_if_it_has_not_moved_on() throws SQLException {
        Leveranse l = avvist();
        assertThat(scene.svarUt.utsett(l, Duration.ofMinutes(1))).isTrue();
        assertThat(scene.svarUt.klareForSending(10)).isEmpty();
        scene.spol(Duration.ofSeconds(61));
        assertThat(scene.svarUt.klareForSending(10)).hasSize(1);
        scene.svarUt.start(l, "a", "{}");
        assertThat(scene.svarUt.utsett(l, Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void a_shipment_that_svarut_does_not_know_waits_its_turn() throws SQLException {
        Leveranse l = startet();
        scene.svarUt.sendt(l.id(), 1, FORSENDELSE);
        scene.spol(Duration.ofSeconds(61));
        scene.svarUt.spurtUtenSvar(List.of(l.id()));
        assertThat(scene.svarUt.tilStatussjekk(10)).isEmpty();
        scene.spol(Duration.ofMinutes(6));
        assertThat(scene.svarUt.tilStatussjekk(10)).hasSize(1);
    }

    private void avvisEtterMottak(Leveranse l, int n) {
        UUID forsendelse = UUID.randomUUID();
        assertThat(scene.svarUt.sendt(l.id(), n, forsendelse)).isTrue();
        assertThat(scene.svarUt.avvistAvSvarUt(l.id(), forsendelse, "AVVIST", Duration.ZERO))
                .isTrue();
    }

    private List<UUID> gjenopprettet(Instant siden) {
        return scene.transactions.inTransaction(c -> scene.svarUt.etterGjenoppretting(c, siden, VENT));
    }

    private Leveranse avvist() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.beslutning.avvist(Scene.KONTO, id, null);
        return scene.les(id);
    }

    private Leveranse startet() throws SQLException {
        Leveranse l = avvist();
        assertThat(scene.svarUt.start(l, "a", "{}")).hasValue(1);
        return scene.les(l.id());
    }

    private Leveranse startetMedSenKvittering() throws SQLException {
        Leveranse l = startetEtterFristen();
        scene.beslutning.mottatt(Scene.KONTO, l.id(), null, null);
        return l;
    }

    /** Of what was not rejected a receipt may still count. */
    private Leveranse startetEtterFristen() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.spol(Duration.ofHours(25));
        assertThat(scene.sveip.utlop(Scene.NADE, Duration.ZERO, 10)).contains(id);
        assertThat(scene.svarUt.start(scene.les(id), "a", "{}")).hasValue(1);
        return scene.les(id);
    }

    private Leveranse ukjent() throws SQLException {
        Leveranse l = startetEtterFristen();
        return scene.svarUt.ukjent(l.id(), 1).orElseThrow();
    }

    private String resultat(UUID id, int n) {
        return scene.verdi("SELECT resultat FROM svarut_forsok WHERE leveranse_id = ? AND forsok = ?", id, n);
    }

    private static Tilstand tilstand(Optional<Leveranse> l) {
        return l.orElseThrow().tilstand();
    }
}
