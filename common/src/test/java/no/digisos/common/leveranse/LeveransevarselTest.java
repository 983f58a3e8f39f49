package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveransevarselTest {
    private static final Duration TO_TIMER = Duration.ofHours(2);
    private static final Duration DAG = Duration.ofDays(1);
    private static final Duration TRE_DAGER = Duration.ofDays(3);
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
    void a_message_is_warned_of_after_two_hours_and_at_half_of_its_frist_each_once() throws SQLException {
        UUID id = scene.iKo().id();
        scene.spol(Duration.ofMinutes(119));
        assertThat(varsle()).isZero();
        scene.spol(Duration.ofMinutes(2));
        assertThat(varsle()).isEqualTo(1);
        assertThat(varsle()).isZero();
        scene.spol(Duration.ofHours(9));
        assertThat(varsle()).isZero();
        scene.spol(Duration.ofHours(1));
        assertThat(varsle()).isEqualTo(1);
        assertThat(varsle()).isZero();
        assertThat(scene.tekster("SELECT slag || leveranse_id FROM varsel ORDER BY id"))
                .containsExactly("VENTER" + id, "HALV_FRIST" + id);
    }

    @Test
    void of_a_short_frist_only_its_half_is_told() throws SQLException {
        scene.motta(scene.ny(scene.sak(), null, Meldingstype.SOKNAD, true));
        scene.spol(Duration.ofMinutes(61));
        assertThat(varsle()).isEqualTo(1);
        scene.spol(Duration.ofMinutes(60));
        assertThat(varsle()).isZero();
        assertThat(scene.tekster("SELECT slag FROM varsel")).containsExactly("HALV_FRIST");
    }

    @Test
    void a_thousand_waiting_messages_make_one_warning_per_kommune() {
        scene.mangeIKo(1000, "digisos_now() + interval '1 day'", 0);
        scene.spol(TO_TIMER.plusSeconds(1));
        assertThat(scene.varsel.varsleKo(TO_TIMER, 2000)).hasSize(1000);
        assertThat(scene.tekster("SELECT slag || ' ' || antall FROM varsel")).containsExactly("VENTER 1000");
        assertThat(scene.antall("SELECT count(leveranse_id) FROM varsel")).isZero();
    }

    @Test
    void what_was_receipted_is_not_warned_of() throws SQLException {
        UtlantMelding u = scene.utlant();
        scene.beslutning.mottatt(Scene.KONTO, u.leveranse().id(), null, null);
        scene.spol(Duration.ofHours(20));
        assertThat(varsle()).isZero();
    }

    @Test
    void what_is_stopped_writes_its_mail_in_the_same_statement() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.stopp(l.id(), 0, "HTTP 400");
        assertThat(scene.tekster(
                        "SELECT slag || ' ' || kommunenummer || ' ' || grunn FROM varsel WHERE leveranse_id = ?",
                        l.id()))
                .containsExactly("STOPPET 0301 HTTP 400");
        scene.svarUt.stopp(l.id(), 0, "HTTP 400");
        assertThat(scene.antall("SELECT count(*) FROM varsel")).isEqualTo(1);
    }

    @Test
    void a_shipment_handled_by_hand_at_svarut_is_told_once() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.start(l, "a", "{}");
        scene.svarUt.sendt(l.id(), 1, FORSENDELSE);
        scene.svarUt.registrerStatus(l.id(), FORSENDELSE, "MOTTATT");
        assertThat(scene.antall("SELECT count(*) FROM varsel")).isZero();
        scene.svarUt.registrerStatus(l.id(), FORSENDELSE, "MANUELT_HANDTERT");
        scene.svarUt.registrerStatus(l.id(), FORSENDELSE, "MANUELT_HANDTERT");
        assertThat(scene.tekster("SELECT slag FROM varsel")).containsExactly("MANUELT_HANDTERT");
    }

    @Test
    void what_is_late_on_its_way_to_svarut_is_told_once_and_counted() throws SQLException {
        avvist();
        Duration fireTimer = Duration.ofHours(4);
        scene.spol(Duration.ofHours(3));
        assertThat(scene.varsel.forsinkede(fireTimer, 10)).isEmpty();
        scene.spol(Duration.ofHours(2));
        assertThat(scene.varsel.forsinkede(fireTimer, 10)).hasSize(1);
        assertThat(scene.varsel.forsinkede(fireTimer, 10)).isEmpty();
        Leveransevarsel.Alarmer alarmer = scene.varsel.alarmer();
        assertThat(alarmer.forsinket()).isEqualTo(1);
        assertThat(alarmer.stoppet()).isZero();
        assertThat(alarmer.eldsteSekunder()).isBetween(5 * 3600L, 5 * 3600L + 60);
    }

    @Test
    void each_shipment_is_looked_up_for_duplicates_after_an_hour_and_then_daily_for_three_days() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.start(l, "a", "{}");
        scene.svarUt.sendt(l.id(), 1, FORSENDELSE);
        assertThat(tilKontroll()).isZero();
        int ganger = 0;
        for (int time = 0; time < 24 * 6; time++) {
            scene.spol(Duration.ofHours(1).plusSeconds(1));
            if (tilKontroll() == 1) {
                ganger++;
                assertThat(tilKontroll()).as("taken by another instance").isZero();
                scene.varsel.kontrollert(l.id(), TRE_DAGER, DAG);
            }
        }
        assertThat(ganger).isEqualTo(4);
    }

    @Test
    void a_look_up_that_failed_or_whose_instance_died_is_made_again() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.start(l, "a", "{}");
        scene.spol(Duration.ofHours(2));
        assertThat(tilKontroll()).isEqualTo(1);
        scene.spol(Duration.ofMinutes(11));
        assertThat(tilKontroll()).isEqualTo(1);
    }

    @Test
    void a_duplicate_is_told_once() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.start(l, "a", "{}");
        assertThat(scene.varsel.dublett(l.id(), 2)).isTrue();
        assertThat(scene.varsel.dublett(l.id(), 2)).isFalse();
        assertThat(scene.historikk(l.id())).filteredOn("DUBLETT"::equals).hasSize(1);
        assertThat(scene.tekster("SELECT slag FROM varsel")).containsExactly("DUBLETT");
        scene.spol(Duration.ofHours(2));
        assertThat(tilKontroll()).isZero();
    }

    @Test
    void a_receipted_message_is_queued_anew_with_another_id_and_the_same_klientMeldingId() throws SQLException {
        UtlantMelding u = scene.utlant();
        UUID id = u.leveranse().id();
        assertThat(leggIKo(id)).as("not decided").isEmpty();
        scene.beslutning.mottatt(Scene.KONTO, id, null, null);

        Leveranse ny = leggIKo(id).orElseThrow();

        assertThat(ny.id()).isNotEqualTo(id);
        assertThat(ny.klientMeldingId()).isEqualTo(id);
        assertThat(ny.innsendingId()).isEqualTo(u.leveranse().innsendingId());
        assertThat(ny.tilstand()).isEqualTo(Tilstand.I_KO);
        assertThat(scene.historikk(id)).last().isEqualTo("LAGT_I_KO_PA_NYTT");
        assertThat(scene.les(id).tilstand()).isEqualTo(Tilstand.BEKREFTET);
        assertThat(leggIKo(id)).as("the new one is on its way").isEmpty();
        scene.kjor("UPDATE leveranse SET tilstand = 'LUKKET', lukket = digisos_now() WHERE id = '" + ny.id() + "'");
        assertThat(leggIKo(id)).as("it is decided").isPresent();
        scene.kjor("UPDATE leveranse SET tilstand = 'LUKKET', lukket = digisos_now() WHERE klient_melding_id = '" + id
                + "' AND tilstand = 'I_KO'");
        scene.kjor("UPDATE digisos_sak SET slettet = digisos_now()");
        assertThat(leggIKo(id)).as("deleted").isEmpty();
        assertThat(leggIKo(UUID.randomUUID())).as("unknown").isEmpty();
    }

    @Test
    void the_deliveries_of_a_case_deleted_long_ago_are_counted_and_go_and_those_of_a_live_one_stay()
            throws SQLException {
        UUID levende = kvittert();
        UUID slettet = kvittert();
        UUID annen = kvittert();
        UUID apen = scene.iKo().id();
        scene.kjor(
                "UPDATE digisos_sak SET slettet = digisos_now() WHERE digisos_id IN (SELECT digisos_id FROM leveranse"
                        + " WHERE id IN (?, ?, ?))",
                slettet,
                annen,
                apen);
        assertThat(arkiver()).isZero();
        scene.spol(Duration.ofDays(366));
        assertThat(arkiver()).isEqualTo(2);
        assertThat(arkiver()).isZero();
        assertThat(scene.tekster("SELECT id FROM leveranse ORDER BY lopenummer"))
                .containsExactly(levende.toString(), apen.toString());
        assertThat(scene.tekster("SELECT utfall || ' ' || antall FROM leveranse_statistikk"))
                .containsExactly("BEKREFTET 2");
    }

    private UUID kvittert() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.beslutning.mottatt(Scene.KONTO, id, null, null);
        return id;
    }

    private int arkiver() {
        return scene.transactions.inTransaction(c -> new Leveransearkiv().tellOgSlett(c, Duration.ofDays(365), 10));
    }

    private Optional<Leveranse> leggIKo(UUID id) {
        return scene.transactions.inTransaction(c -> scene.gjenutsending.leggIKoPaNytt(c, id));
    }

    private Leveranse avvist() throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.beslutning.avvist(Scene.KONTO, id, null);
        return scene.les(id);
    }

    private int varsle() {
        return scene.varsel.varsleKo(TO_TIMER, 10).size();
    }

    private int tilKontroll() {
        return scene.varsel.tilDublettkontroll(10, Duration.ofMinutes(10)).size();
    }
}
