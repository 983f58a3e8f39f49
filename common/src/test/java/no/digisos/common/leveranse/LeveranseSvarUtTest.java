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
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveranseSvarUtTest {
    private static final Duration WAIT = Duration.ofMinutes(30);
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
    void an_intent_is_committed_with_the_receiver_and_taken_once() throws SQLException {
        Leveranse l = avvist();

        assertThat(scene.svarUt.start(l, "arbeider-1", "{\"orgnr\":\"889640782\"}"))
                .hasValue(1);
        assertThat(scene.svarUt.start(l, "arbeider-2", "{}")).isEmpty();

        assertThat(scene.read(l.id()).svarutArbeider()).isEqualTo("arbeider-1");
        assertThat(scene.texts("SELECT mottaker ->> 'orgnr' FROM svarut_forsok WHERE leveranse_id = ?", l.id()))
                .containsExactly("889640782");
    }

    @Test
    void an_intent_waits_for_the_hold() throws SQLException {
        Leveranse l = scene.leased().leveranse();
        scene.advance(Duration.ofHours(25));
        scene.sweep.expire(Scene.GRACE, Scene.HOLD, 10);
        assertThat(scene.svarUt.start(scene.read(l.id()), "a", "{}")).isEmpty();
        scene.advance(Scene.HOLD.plusSeconds(1));
        assertThat(scene.svarUt.start(scene.read(l.id()), "a", "{}")).hasValue(1);
    }

    @Test
    void what_was_looked_up_for_another_attempt_starts_nothing() throws SQLException {
        Leveranse l = avvist();
        scene.svarUt.start(l, "a", "{}");
        scene.svarUt.refused(l.id(), 1, Duration.ZERO);
        assertThat(scene.svarUt.start(l, "b", "{}")).as("read before attempt 1").isEmpty();
        assertThat(scene.svarUt.start(scene.read(l.id()), "b", "{}")).hasValue(2);
    }

    @Test
    void two_shipments_of_one_reference_are_never_on_their_way_at_once() throws SQLException {
        Leveranse first = avvist();
        Leveranse other = avvist();
        TestDatabase.execute(scene.database.owner(), "UPDATE innsending SET nav_ekstern_ref_id = 'felles'");
        int n = scene.svarUt.start(first, "a", "{}").orElseThrow();
        assertThat(scene.svarUt.start(other, "b", "{}"))
                .as("the first is sending")
                .isEmpty();
        scene.svarUt.unknown(first.id(), n);
        assertThat(scene.svarUt.start(other, "b", "{}"))
                .as("the first is unknown")
                .isEmpty();
        assertThat(scene.svarUt.resolvedSent(first.id(), n, FORSENDELSE)).isTrue();

        int m = scene.svarUt.start(other, "b", "{}").orElseThrow();
        assertThat(scene.svarUt.sent(other.id(), m, FORSENDELSE))
                .as("the first's id")
                .isFalse();
        assertThat(scene.read(other.id()).tilstand()).isEqualTo(LeveranseState.SVARUT_SENDER);
    }

    @Test
    void of_many_shipments_of_one_reference_one_begins() throws Exception {
        List<Leveranse> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(avvist());
        }
        TestDatabase.execute(scene.database.owner(), "UPDATE innsending SET nav_ekstern_ref_id = 'felles'");
        try (ExecutorService workers = Executors.newFixedThreadPool(all.size())) {
            List<Future<OptionalInt>> started = workers.invokeAll(all.stream()
                    .map(l -> (Callable<OptionalInt>) () -> scene.svarUt.start(l, "a", "{}"))
                    .toList());
            int count = 0;
            for (Future<OptionalInt> one : started) {
                count += one.get().isPresent() ? 1 : 0;
            }
            assertThat(count).isEqualTo(1);
        }
    }

    @Test
    void an_id_decides_and_releases_the_successor() throws SQLException {
        Leveranse l = avvist();
        Leveranse successor = scene.receive(l.digisosId());
        int n = scene.svarUt.start(l, "a", "{}").orElseThrow();

        assertThat(scene.svarUt.sent(l.id(), n, FORSENDELSE)).isTrue();

        assertThat(scene.read(l.id()).forsendelsesId()).isEqualTo(FORSENDELSE);
        assertThat(scene.outcome(l.id())).isEqualTo("SVARUT_SENDT");
        assertThat(scene.read(successor.id()).tilstand()).isEqualTo(LeveranseState.I_KO);
        assertThat(result(l.id(), n)).isEqualTo("SENDT");
        assertThat(scene.svarUt.sent(l.id(), n, FORSENDELSE)).as("a repeat").isFalse();
        assertThat(scene.history(l.id())).doesNotContain("SVARUT_DUBLETT");
    }

    @Test
    void a_worker_thought_dead_cannot_overwrite_a_later_attempt_but_its_id_is_kept() throws SQLException {
        Leveranse l = started();
        scene.advance(WAIT.plusSeconds(1));
        assertThat(scene.svarUt.deadSenders(WAIT, 10)).containsExactly(l.id());
        scene.svarUt.resolvedNotSent(l.id(), 1, Duration.ZERO);
        scene.svarUt.start(scene.read(l.id()), "b", "{}");

        assertThat(scene.svarUt.refused(l.id(), 1, WAIT)).isEmpty();
        assertThat(scene.svarUt.unknown(l.id(), 1)).isEmpty();
        assertThat(scene.svarUt.stop(l.id(), 1, StopReason.SVARUT_NEKTET, "400"))
                .isEmpty();
        assertThat(scene.svarUt.sent(l.id(), 1, FORSENDELSE)).isFalse();

        assertThat(scene.read(l.id()).tilstand()).isEqualTo(LeveranseState.SVARUT_SENDER);
        assertThat(scene.history(l.id())).endsWith("SVARUT_DUBLETT");
        assertThat(scene.texts(
                        "SELECT forsendelses_id FROM svarut_forsok WHERE leveranse_id = ? AND forsok = 1", l.id()))
                .containsExactly(FORSENDELSE.toString());
    }

    @Test
    void an_id_that_comes_while_the_outcome_is_unknown_is_adopted() throws SQLException {
        Leveranse l = started();
        scene.svarUt.unknown(l.id(), 1);
        assertThat(result(l.id(), 1)).isEqualTo("UKJENT");
        assertThat(scene.svarUt.sent(l.id(), 1, FORSENDELSE)).isTrue();
        assertThat(scene.read(l.id()).tilstand()).isEqualTo(LeveranseState.SVARUT_SENDT);
    }

    @Test
    void an_unknown_outcome_is_looked_up_only_after_the_wait_since_the_intent() throws SQLException {
        Leveranse l = started();
        scene.advance(Duration.ofMinutes(20));
        assertThat(scene.svarUt.deadSenders(WAIT, 10)).isEmpty();
        scene.svarUt.unknown(l.id(), 1);
        assertThat(scene.svarUt.unresolved(WAIT, 10)).isEmpty();
        scene.advance(Duration.ofMinutes(11));
        assertThat(scene.svarUt.unresolved(WAIT, 10)).extracting(Leveranse::id).containsExactly(l.id());
    }

    @Test
    void not_found_means_another_attempt_that_asks_first() throws SQLException {
        Leveranse l = unknown();
        Leveranse after = scene.svarUt.resolvedNotSent(l.id(), 1, Duration.ZERO).orElseThrow();
        assertThat(after.tilstand()).isEqualTo(LeveranseState.SVARUT_FEIL);
        assertThat(after.requiresLookup()).isTrue();
        assertThat(result(l.id(), 1)).isEqualTo("IKKE_SENDT");
        assertThat(scene.svarUt.readyForSending(10)).extracting(Leveranse::id).containsExactly(l.id());
    }

    @Test
    void not_found_and_a_remembered_receipt_means_confirmed() throws SQLException {
        Leveranse l = unknown();
        Leveranse successor = scene.receive(l.digisosId());
        scene.decision.mottatt(Scene.KONTO, l.id(), Scene.sealed("hvem"), Scene.sealed("ref"));

        Leveranse after = scene.svarUt.resolvedNotSent(l.id(), 1, Duration.ZERO).orElseThrow();

        assertThat(after.tilstand()).isEqualTo(LeveranseState.BEKREFTET);
        assertThat(after.fagsystemRef()).isEqualTo(Scene.sealed("ref"));
        assertThat(scene.outcome(l.id())).isEqualTo("BEKREFTET");
        assertThat(scene.read(successor.id()).tilstand()).isEqualTo(LeveranseState.I_KO);
    }

    @Test
    void every_proof_of_not_sent_honours_a_remembered_receipt() throws SQLException {
        Leveranse refused = startedWithLateKvittering();
        assertThat(state(scene.svarUt.refused(refused.id(), 1, WAIT))).isEqualTo(LeveranseState.BEKREFTET);
        Leveranse stopped = startedWithLateKvittering();
        assertThat(state(scene.svarUt.stop(stopped.id(), 1, StopReason.SVARUT_NEKTET, "400")))
                .isEqualTo(LeveranseState.BEKREFTET);
        assertThat(scene.read(stopped.id()).stoppgrunn()).isNull();
    }

    @Test
    void a_refusal_that_may_pass_is_tried_again_after_the_wait() throws SQLException {
        Leveranse l = started();
        assertThat(state(scene.svarUt.refused(l.id(), 1, WAIT))).isEqualTo(LeveranseState.SVARUT_FEIL);
        assertThat(result(l.id(), 1)).isEqualTo("PROV_IGJEN");
        assertThat(scene.svarUt.readyForSending(10)).isEmpty();
        scene.advance(WAIT.plusSeconds(1));
        assertThat(scene.svarUt.readyForSending(10)).hasSize(1);
    }

    @Test
    void a_definite_refusal_stops_until_an_operator_resumes_or_closes() throws SQLException {
        Leveranse l = started();
        Leveranse successor = scene.receive(l.digisosId());
        assertThat(scene.svarUt
                        .stop(l.id(), 1, StopReason.SVARUT_NEKTET, "400")
                        .orElseThrow()
                        .stoppgrunn())
                .isEqualTo("SVARUT_NEKTET: 400");
        assertThat(scene.svarUt.readyForSending(10)).isEmpty();

        Leveranse resumed =
                scene.svarUt.resume(scene.connections.getConnection(), l.id()).orElseThrow();
        assertThat(resumed.tilstand()).isEqualTo(LeveranseState.SVARUT_FEIL);
        assertThat(resumed.stoppgrunn()).isNull();
        assertThat(resumed.oppslagForst()).isTrue();

        scene.svarUt.stop(l.id(), 1, StopReason.SVARUT_NEKTET, "igjen");
        assertThat(scene.svarUt.close(scene.connections.getConnection(), l.id()))
                .isPresent();
        assertThat(scene.outcome(l.id())).isEqualTo("LUKKET");
        assertThat(scene.read(successor.id()).tilstand()).isEqualTo(LeveranseState.I_KO);
    }

    @Test
    void closing_what_svarut_has_replaces_the_outcome() throws SQLException {
        Leveranse l = started();
        scene.svarUt.sent(l.id(), 1, FORSENDELSE);
        scene.svarUt.close(scene.connections.getConnection(), l.id());
        assertThat(scene.outcome(l.id())).isEqualTo("LUKKET");
        assertThat(scene.read(l.id()).forsendelsesId()).isEqualTo(FORSENDELSE);
    }

    @Test
    void a_later_refusal_takes_the_outcome_back_and_the_id_is_left_out_of_look_ups() throws SQLException {
        Leveranse l = started();
        scene.svarUt.sent(l.id(), 1, FORSENDELSE);
        scene.decision.mottatt(Scene.KONTO, l.id(), null, null);

        assertThat(scene.svarUt.avvistBySvarUt(l.id(), UUID.randomUUID(), "AVVIST", Duration.ZERO))
                .isFalse();
        assertThat(scene.svarUt.avvistBySvarUt(l.id(), FORSENDELSE, "AVVIST", Duration.ZERO))
                .isTrue();
        assertThat(scene.svarUt.avvistBySvarUt(l.id(), FORSENDELSE, "AVVIST", Duration.ZERO))
                .isFalse();

        assertThat(scene.outcome(l.id())).isNull();
        assertThat(scene.svarUt.foreignIds(l.id(), List.of(FORSENDELSE, UUID.randomUUID())))
                .containsExactly(FORSENDELSE);
        assertThat(scene.read(l.id()).senKvittering()).isNull();
        int n = scene.svarUt.start(scene.read(l.id()), "a", "{}").orElseThrow();
        assertThat(scene.svarUt.sent(l.id(), n, UUID.randomUUID())).isTrue();
        assertThat(scene.outcome(l.id())).isEqualTo("SVARUT_SENDT");
    }

    @Test
    void the_status_is_asked_for_by_plan_until_it_is_final() throws SQLException {
        Leveranse l = started();
        scene.svarUt.sent(l.id(), 1, FORSENDELSE);
        assertThat(scene.svarUt.forStatusCheck(10)).isEmpty();
        scene.advance(Duration.ofSeconds(61));
        assertThat(scene.svarUt.forStatusCheck(10)).extracting(Leveranse::id).containsExactly(l.id());

        assertThat(scene.svarUt.recordStatus(l.id(), FORSENDELSE, "MOTTATT")).isTrue();
        assertThat(scene.svarUt.forStatusCheck(10)).isEmpty();
        scene.advance(Duration.ofMinutes(6));
        assertThat(scene.svarUt.forStatusCheck(10)).hasSize(1);
        scene.svarUt.recordStatus(l.id(), FORSENDELSE, "MOTTATT");
        scene.svarUt.recordStatus(l.id(), FORSENDELSE, "LEST");
        assertThat(scene.svarUt.recordStatus(l.id(), UUID.randomUUID(), "AVVIST"))
                .isFalse();

        scene.advance(Duration.ofDays(2));
        assertThat(scene.svarUt.forStatusCheck(10)).isEmpty();
        assertThat(scene.history(l.id())).filteredOn("SVARUT_STATUS"::equals).hasSize(2);
    }

    @Test
    void nobody_asks_after_sixty_days() throws SQLException {
        Leveranse l = started();
        scene.svarUt.sent(l.id(), 1, FORSENDELSE);
        scene.advance(Duration.ofDays(59));
        assertThat(scene.svarUt.forStatusCheck(10)).hasSize(1);
        scene.advance(Duration.ofDays(2));
        assertThat(scene.svarUt.forStatusCheck(10)).isEmpty();
    }

    /** Its sender may have rejected the message since the backup, and thrown its copy away. */
    @Test
    void after_a_restore_a_receipt_that_was_noted_does_not_count() throws SQLException {
        Leveranse sender = startedWithLateKvittering();
        Leveranse unknown = unknown();
        scene.decision.mottatt(Scene.KONTO, unknown.id(), null, null);

        restored(Instant.EPOCH);

        for (Leveranse l : List.of(sender, unknown)) {
            assertThat(state(scene.svarUt.resolvedNotSent(l.id(), 1, Duration.ZERO)))
                    .isEqualTo(LeveranseState.SVARUT_FEIL);
        }
    }

    @Test
    void after_a_restore_nothing_goes_out_before_it_is_looked_up() throws SQLException {
        Leveranse sender = started();
        Leveranse withdrawn = avvist();
        Leveranse inQueue = scene.inQueue();
        Leveranse confirmed = scene.leased().leveranse();
        scene.decision.mottatt(Scene.KONTO, confirmed.id(), null, null);

        assertThat(restored(Instant.EPOCH)).containsExactlyInAnyOrder(sender.id(), withdrawn.id());

        assertThat(scene.svarUt.unresolved(WAIT, 10)).isEmpty();
        scene.advance(WAIT.plusSeconds(1));
        assertThat(scene.svarUt.unresolved(WAIT, 10)).hasSize(2);
        assertThat(scene.read(inQueue.id()).requiresLookup()).isTrue();
        assertThat(scene.read(confirmed.id()).tilstand()).isEqualTo(LeveranseState.BEKREFTET);

        assertThat(scene.svarUt.resolvedSent(withdrawn.id(), 0, FORSENDELSE)).isTrue();
        scene.svarUt.avvistBySvarUt(withdrawn.id(), FORSENDELSE, "AVVIST", Duration.ZERO);
        assertThat(scene.svarUt.foreignIds(withdrawn.id(), List.of(FORSENDELSE)))
                .containsExactly(FORSENDELSE);
    }

    @Test
    void a_restore_leaves_what_was_withdrawn_before_the_given_time() throws SQLException {
        Leveranse old = avvist();
        scene.advance(Duration.ofDays(1));
        Leveranse fresh = avvist();
        assertThat(restored(requireNonNull(fresh.trukket()))).containsExactly(fresh.id());
        assertThat(scene.read(old.id()).tilstand()).isEqualTo(LeveranseState.TRUKKET);
    }

    @Test
    void after_a_restore_nothing_is_looked_up_or_sent_before_svarut_must_have_given_up() throws SQLException {
        Leveranse failure = started();
        scene.svarUt.refused(failure.id(), 1, Duration.ZERO);
        Leveranse unknown = unknown();
        scene.advance(WAIT);
        assertThat(scene.svarUt.unresolved(WAIT, 10)).hasSize(1);
        assertThat(scene.svarUt.readyForSending(10)).hasSize(1);

        assertThat(restored(Instant.EPOCH)).isEmpty();

        assertThat(scene.svarUt.unresolved(WAIT, 10)).isEmpty();
        assertThat(scene.svarUt.readyForSending(10)).isEmpty();
        assertThat(scene.svarUt.start(scene.read(failure.id()), "a", "{}")).isEmpty();
        scene.advance(WAIT.plusSeconds(1));
        assertThat(scene.svarUt.unresolved(WAIT, 10)).extracting(Leveranse::id).containsExactly(unknown.id());
        assertThat(scene.svarUt.readyForSending(10)).extracting(Leveranse::id).containsExactly(failure.id());
    }

    @Test
    void an_id_that_is_anothers_is_neither_adopted_nor_found() throws SQLException {
        Leveranse one = started();
        Leveranse to = started();
        assertThat(scene.svarUt.sent(one.id(), 1, FORSENDELSE)).isTrue();
        assertThat(scene.svarUt.sent(to.id(), 1, FORSENDELSE)).isFalse();
        assertThat(scene.read(to.id()).tilstand()).isEqualTo(LeveranseState.SVARUT_SENDER);
        assertThat(scene.svarUt.foreignIds(to.id(), List.of(FORSENDELSE))).containsExactly(FORSENDELSE);
        assertThat(scene.svarUt.foreignIds(one.id(), List.of(FORSENDELSE))).isEmpty();
    }

    @Test
    void what_svarut_refuses_twice_is_stopped_until_an_operator_lets_it_go_on() throws SQLException {
        Leveranse l = started();
        rejectAfterIntake(l, 1);
        assertThat(scene.svarUt.stopRejected(2, 10)).isEmpty();
        assertThat(scene.svarUt.start(scene.read(l.id()), "a", "{}")).hasValue(2);
        rejectAfterIntake(l, 2);

        assertThat(scene.svarUt.stopRejected(2, 10)).containsExactly(l.id());
        assertThat(scene.read(l.id()).stoppgrunn()).startsWith("AVVIST_AV_SVARUT");
        assertThat(scene.texts("SELECT slag FROM varsel WHERE leveranse_id = ?", l.id()))
                .containsExactly("STOPPET");

        scene.transactions.inTransaction(c -> scene.svarUt.resume(c, l.id()));
        assertThat(scene.svarUt.stopRejected(2, 10)).isEmpty();
        assertThat(scene.svarUt.start(scene.read(l.id()), "a", "{}")).hasValue(3);
    }

    @Test
    void what_had_no_address_goes_on_when_the_kommune_gets_one_and_nothing_else_does() throws SQLException {
        Leveranse without = avvist();
        Leveranse refused = started();
        scene.svarUt.stop(without.id(), 0, StopReason.INGEN_ADRESSE, "ingen");
        scene.svarUt.stop(refused.id(), 1, StopReason.SVARUT_NEKTET, "HTTP 400");
        assertThat(scene.svarUt.resumeWithAddress(10)).isEmpty();
        scene.run("UPDATE kommune SET postadresse_postnummer = '0001'");
        assertThat(scene.svarUt.resumeWithAddress(10)).isEmpty();
        scene.run("UPDATE kommune SET postadresse_poststed = 'Oslo'");
        assertThat(scene.svarUt.resumeWithAddress(10)).containsExactly(without.id());
        assertThat(scene.read(without.id()).requiresLookup()).isTrue();
        assertThat(scene.svarUt.readyForSending(10)).extracting(Leveranse::id).containsExactly(without.id());
    }

    @Test
    void what_could_not_be_begun_is_due_later_and_only_if_it_has_not_moved_on() throws SQLException {
        Leveranse l = avvist();
        assertThat(scene.svarUt.postpone(l, Duration.ofMinutes(1))).isTrue();
        assertThat(scene.svarUt.readyForSending(10)).isEmpty();
        scene.advance(Duration.ofSeconds(61));
        assertThat(scene.svarUt.readyForSending(10)).hasSize(1);
        scene.svarUt.start(l, "a", "{}");
        assertThat(scene.svarUt.postpone(l, Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void a_shipment_that_svarut_does_not_know_waits_its_turn() throws SQLException {
        Leveranse l = started();
        scene.svarUt.sent(l.id(), 1, FORSENDELSE);
        scene.advance(Duration.ofSeconds(61));
        scene.svarUt.askedWithoutAnswer(List.of(l.id()));
        assertThat(scene.svarUt.forStatusCheck(10)).isEmpty();
        scene.advance(Duration.ofMinutes(6));
        assertThat(scene.svarUt.forStatusCheck(10)).hasSize(1);
    }

    private void rejectAfterIntake(Leveranse l, int n) {
        UUID forsendelse = UUID.randomUUID();
        assertThat(scene.svarUt.sent(l.id(), n, forsendelse)).isTrue();
        assertThat(scene.svarUt.avvistBySvarUt(l.id(), forsendelse, "AVVIST", Duration.ZERO))
                .isTrue();
    }

    private List<UUID> restored(Instant since) {
        return scene.transactions.inTransaction(c -> scene.svarUt.afterRestoration(c, since, WAIT));
    }

    private Leveranse avvist() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.decision.avvist(Scene.KONTO, id, null);
        return scene.read(id);
    }

    private Leveranse started() throws SQLException {
        Leveranse l = avvist();
        assertThat(scene.svarUt.start(l, "a", "{}")).hasValue(1);
        return scene.read(l.id());
    }

    private Leveranse startedWithLateKvittering() throws SQLException {
        Leveranse l = startedAfterFrist();
        scene.decision.mottatt(Scene.KONTO, l.id(), null, null);
        return l;
    }

    /** Of what was not rejected a receipt may still count. */
    private Leveranse startedAfterFrist() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.advance(Duration.ofHours(25));
        assertThat(scene.sweep.expire(Scene.GRACE, Duration.ZERO, 10)).contains(id);
        assertThat(scene.svarUt.start(scene.read(id), "a", "{}")).hasValue(1);
        return scene.read(id);
    }

    private Leveranse unknown() throws SQLException {
        Leveranse l = startedAfterFrist();
        return scene.svarUt.unknown(l.id(), 1).orElseThrow();
    }

    private String result(UUID id, int n) {
        return scene.value("SELECT resultat FROM svarut_forsok WHERE leveranse_id = ? AND forsok = ?", id, n);
    }

    private static LeveranseState state(Optional<Leveranse> l) {
        return l.orElseThrow().tilstand();
    }
}
