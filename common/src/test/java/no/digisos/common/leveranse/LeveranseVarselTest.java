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
class LeveranseVarselTest {
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration THREE_DAYS = Duration.ofDays(3);
    private static final UUID FORSENDELSE = UUID.fromString("55555555-5555-4555-8555-555555555555");

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
    void a_message_is_warned_of_after_two_hours_and_at_half_of_its_frist_each_once() throws SQLException {
        UUID id = scene.inQueue().id();
        scene.advance(Duration.ofMinutes(119));
        assertThat(warn()).isZero();
        scene.advance(Duration.ofMinutes(2));
        assertThat(warn()).isEqualTo(1);
        assertThat(warn()).isZero();
        scene.advance(Duration.ofHours(9));
        assertThat(warn()).isZero();
        scene.advance(Duration.ofHours(1));
        assertThat(warn()).isEqualTo(1);
        assertThat(warn()).isZero();
        assertThat(scene.texts("SELECT slag || leveranse_id FROM varsel ORDER BY id"))
                .containsExactly("VENTER" + id, "HALV_FRIST" + id);
    }

    @Test
    void of_a_short_frist_only_its_half_is_told() throws SQLException {
        scene.receive(scene.fresh(scene.sak(), null, MeldingType.SOKNAD, true));
        scene.advance(Duration.ofMinutes(61));
        assertThat(warn()).isEqualTo(1);
        scene.advance(Duration.ofMinutes(60));
        assertThat(warn()).isZero();
        assertThat(scene.texts("SELECT slag FROM varsel")).containsExactly("HALV_FRIST");
    }

    @Test
    void a_thousand_waiting_messages_make_one_warning_per_kommune() {
        scene.manyInQueue(1000, "digisos_now() + interval '1 day'", 0);
        scene.advance(TWO_HOURS.plusSeconds(1));
        assertThat(scene.varsel.warnQueue(TWO_HOURS, 2000)).hasSize(1000);
        assertThat(scene.texts("SELECT slag || ' ' || antall FROM varsel")).containsExactly("VENTER 1000");
        assertThat(scene.count("SELECT count(leveranse_id) FROM varsel")).isZero();
    }

    @Test
    void what_was_receipted_is_not_warned_of() throws SQLException {
        LeasedMelding u = scene.leased();
        scene.decision.mottatt(Scene.KONTO, u.leveranse().id(), null, null);
        scene.advance(Duration.ofHours(20));
        assertThat(warn()).isZero();
    }

    @Test
    void what_is_stopped_writes_its_mail_in_the_same_statement() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.stop(l.id(), 0, StopReason.SVARUT_NEKTET, "HTTP 400");
        assertThat(scene.texts(
                        "SELECT slag || ' ' || kommunenummer || ' ' || grunn FROM varsel WHERE leveranse_id = ?",
                        l.id()))
                .containsExactly("STOPPET 0301 SVARUT_NEKTET: HTTP 400");
        scene.svarUt.stop(l.id(), 0, StopReason.SVARUT_NEKTET, "HTTP 400");
        assertThat(scene.count("SELECT count(*) FROM varsel")).isEqualTo(1);
    }

    @Test
    void a_shipment_handled_by_hand_at_svarut_is_told_once() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.start(l, "a", "{}");
        scene.svarUt.sent(l.id(), 1, FORSENDELSE);
        scene.svarUt.recordStatus(l.id(), FORSENDELSE, "MOTTATT");
        assertThat(scene.count("SELECT count(*) FROM varsel")).isZero();
        scene.svarUt.recordStatus(l.id(), FORSENDELSE, "MANUELT_HANDTERT");
        scene.svarUt.recordStatus(l.id(), FORSENDELSE, "MANUELT_HANDTERT");
        assertThat(scene.texts("SELECT slag FROM varsel")).containsExactly("MANUELT_HANDTERT");
    }

    @Test
    void what_is_late_on_its_way_to_svarut_is_told_once_and_counted() throws SQLException {
        avvist();
        Duration fourHours = Duration.ofHours(4);
        scene.advance(Duration.ofHours(3));
        assertThat(scene.varsel.delayed(fourHours, 10)).isEmpty();
        scene.advance(Duration.ofHours(2));
        assertThat(scene.varsel.delayed(fourHours, 10)).hasSize(1);
        assertThat(scene.varsel.delayed(fourHours, 10)).isEmpty();
        LeveranseVarsel.Alarms alarms = scene.varsel.alarms();
        assertThat(alarms.forsinket()).isEqualTo(1);
        assertThat(alarms.stoppet()).isZero();
        assertThat(alarms.eldsteSekunder()).isBetween(5 * 3600L, 5 * 3600L + 60);
    }

    @Test
    void each_shipment_is_looked_up_for_duplicates_after_an_hour_and_then_daily_for_three_days() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.start(l, "a", "{}");
        scene.svarUt.sent(l.id(), 1, FORSENDELSE);
        assertThat(forCheck()).isZero();
        int rounds = 0;
        for (int time = 0; time < 24 * 6; time++) {
            scene.advance(Duration.ofHours(1).plusSeconds(1));
            if (forCheck() == 1) {
                rounds++;
                assertThat(forCheck()).as("taken by another instance").isZero();
                scene.varsel.checked(l.id(), THREE_DAYS, DAY);
            }
        }
        assertThat(rounds).isEqualTo(4);
    }

    @Test
    void a_look_up_that_failed_or_whose_instance_died_is_made_again() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.start(l, "a", "{}");
        scene.advance(Duration.ofHours(2));
        assertThat(forCheck()).isEqualTo(1);
        scene.advance(Duration.ofMinutes(11));
        assertThat(forCheck()).isEqualTo(1);
    }

    @Test
    void a_duplicate_is_told_once() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.start(l, "a", "{}");
        assertThat(scene.varsel.duplicate(l.id(), 2)).isTrue();
        assertThat(scene.varsel.duplicate(l.id(), 2)).isFalse();
        assertThat(scene.history(l.id())).filteredOn("DUBLETT"::equals).hasSize(1);
        assertThat(scene.texts("SELECT slag FROM varsel")).containsExactly("DUBLETT");
        scene.advance(Duration.ofHours(2));
        assertThat(forCheck()).isZero();
    }

    @Test
    void a_receipted_message_is_queued_anew_with_another_id_and_the_same_klientMeldingId() throws SQLException {
        LeasedMelding u = scene.leased();
        UUID id = u.leveranse().id();
        assertThat(enqueue(id)).as("not decided").isEmpty();
        scene.decision.mottatt(Scene.KONTO, id, null, null);

        Leveranse fresh = enqueue(id).orElseThrow();

        assertThat(fresh.id()).isNotEqualTo(id);
        assertThat(fresh.klientMeldingId()).isEqualTo(id);
        assertThat(fresh.innsendingId()).isEqualTo(u.leveranse().innsendingId());
        assertThat(fresh.tilstand()).isEqualTo(LeveranseState.I_KO);
        assertThat(scene.history(id)).last().isEqualTo("LAGT_I_KO_PA_NYTT");
        assertThat(scene.read(id).tilstand()).isEqualTo(LeveranseState.BEKREFTET);
        assertThat(enqueue(id)).as("the new one is on its way").isEmpty();
        scene.run("UPDATE leveranse SET tilstand = 'LUKKET', lukket = digisos_now() WHERE id = '" + fresh.id() + "'");
        assertThat(enqueue(id)).as("it is decided").isPresent();
        scene.run("UPDATE leveranse SET tilstand = 'LUKKET', lukket = digisos_now() WHERE klient_melding_id = '" + id
                + "' AND tilstand = 'I_KO'");
        scene.run("UPDATE digisos_sak SET slettet = digisos_now()");
        assertThat(enqueue(id)).as("deleted").isEmpty();
        assertThat(enqueue(UUID.randomUUID())).as("unknown").isEmpty();
    }

    @Test
    void the_deliveries_of_a_case_deleted_long_ago_are_counted_and_go_and_those_of_a_live_one_stay()
            throws SQLException {
        UUID alive = receipted();
        UUID deleted = receipted();
        UUID another = receipted();
        UUID open = scene.inQueue().id();
        scene.run(
                "UPDATE digisos_sak SET slettet = digisos_now() WHERE digisos_id IN (SELECT digisos_id FROM leveranse"
                        + " WHERE id IN (?, ?, ?))",
                deleted,
                another,
                open);
        assertThat(archive()).isZero();
        scene.advance(Duration.ofDays(366));
        assertThat(archive()).isEqualTo(2);
        assertThat(archive()).isZero();
        assertThat(scene.texts("SELECT id FROM leveranse ORDER BY lopenummer"))
                .containsExactly(alive.toString(), open.toString());
        assertThat(scene.texts("SELECT utfall || ' ' || antall FROM leveranse_statistikk"))
                .containsExactly("BEKREFTET 2");
    }

    private UUID receipted() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.decision.mottatt(Scene.KONTO, id, null, null);
        return id;
    }

    private int archive() {
        return scene.transactions.inTransaction(
                c -> new LeveranseRetention().countAndDelete(c, Duration.ofDays(365), 10));
    }

    private Optional<Leveranse> enqueue(UUID id) {
        return scene.transactions.inTransaction(c -> scene.resending.requeue(c, id));
    }

    private Leveranse avvist() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.decision.avvist(Scene.KONTO, id, null);
        return scene.read(id);
    }

    private int warn() {
        return scene.varsel.warnQueue(TWO_HOURS, 10).size();
    }

    private int forCheck() {
        return scene.varsel.forDuplicateCheck(10, Duration.ofMinutes(10)).size();
    }
}
