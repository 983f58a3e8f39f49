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
import no.digisos.common.leveranse.KvitteringOutcome.AlreadyConfirmed;
import no.digisos.common.leveranse.KvitteringOutcome.Confirmed;
import no.digisos.common.leveranse.KvitteringOutcome.Executed;
import no.digisos.common.leveranse.KvitteringOutcome.Keep;
import no.digisos.common.leveranse.KvitteringOutcome.NotHandedOut;
import no.digisos.common.leveranse.KvitteringOutcome.WithdrawnTooLate;
import no.digisos.common.leveranse.KvitteringOutcome.WithoutEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The failure cases of delivery.md 4, as the fagsystem meets them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveranseDecisionsTest {
    private static final Sealed WHO = Scene.sealed("hvem");
    private static final Sealed REF = Scene.sealed("ref");

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
    void a_receipt_confirms_and_a_repeat_gets_the_same_row() throws SQLException {
        UUID id = scene.leased().leveranse().id();

        Confirmed first = (Confirmed) scene.decision.mottatt(Scene.KONTO, id, WHO, REF);
        Confirmed other = (Confirmed) scene.decision.mottatt(Scene.KONTO, id, Scene.sealed("annen"), null);

        assertThat(first.gjentatt()).isFalse();
        assertThat(other.gjentatt()).isTrue();
        assertThat(other.leveranse()).isEqualTo(first.leveranse());
        assertThat(other.leveranse().mottattAv()).isEqualTo(WHO);
        assertThat(other.leveranse().fagsystemRef()).isEqualTo(REF);
        assertThat(other.leveranse().leieId()).isNull();
        assertThat(scene.history(id)).containsExactly("SENDT_FIKS_IO", "BEKREFTET");
        assertThat(scene.outcome(id)).isEqualTo("BEKREFTET");
    }

    @Test
    void a_receipt_with_a_stale_lease_counts() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.advance(Scene.LEASE.plusHours(1));
        scene.queue.fetch(Scene.KONTO, 20, Scene.LEASE, UUID.randomUUID());
        assertThat(scene.decision.mottatt(Scene.KONTO, id, null, null)).isInstanceOf(Confirmed.class);
    }

    @Test
    void what_nobody_has_had_cannot_be_receipted_or_rejected() throws SQLException {
        Leveranse l = scene.inQueue();
        assertThat(scene.decision.mottatt(Scene.KONTO, l.id(), null, null)).isInstanceOf(NotHandedOut.class);
        assertThat(scene.decision.avvist(Scene.KONTO, l.id(), null)).isInstanceOf(NotHandedOut.class);
        assertThat(scene.read(l.id())).isEqualTo(l);
    }

    @Test
    void data_fetched_without_a_lease_is_enough_for_a_receipt() throws SQLException {
        Leveranse l = scene.inQueue();
        scene.queue.markDataFetched(scene.connections.getConnection(), Scene.KONTO, l.id(), Scene.INTEGRASJON);
        assertThat(scene.decision.mottatt(Scene.KONTO, l.id(), null, null)).isInstanceOf(Confirmed.class);
    }

    @Test
    void a_receipt_after_the_frist_counts_until_the_intent() throws SQLException {
        UUID id = expired();
        assertThat(scene.svarUt.readyForSending(10)).as("held").isEmpty();
        assertThat(scene.decision.mottatt(Scene.KONTO, id, null, null)).isInstanceOf(Confirmed.class);
        scene.advance(Scene.HOLD);
        assertThat(scene.svarUt.readyForSending(10)).isEmpty();
    }

    @Test
    void a_receipt_after_the_intent_is_remembered_once() throws SQLException {
        UUID id = expired();
        start(id);

        KvitteringOutcome first = scene.decision.mottatt(Scene.KONTO, id, WHO, REF);
        KvitteringOutcome other = scene.decision.mottatt(Scene.KONTO, id, Scene.sealed("annen"), null);

        assertThat(first).isInstanceOfSatisfying(Keep.class, s -> {
            assertThat(s.leveranse().tilstand()).isEqualTo(LeveranseState.SVARUT_SENDER);
            assertThat(s.leveranse().senKvittering()).isNotNull();
        });
        assertThat(other).isEqualTo(first);
        assertThat(scene.history(id))
                .containsExactly("SENDT_FIKS_IO", "TTL_TIDSAVBRUDD", "SVARUT_STARTET", "SEN_KVITTERING");
    }

    @Test
    void a_receipt_after_svarut_took_over_is_noted_once_and_names_the_shipment() throws SQLException {
        UUID id = expired();
        UUID forsendelse = UUID.randomUUID();
        scene.svarUt.sent(id, start(id), forsendelse);

        for (int i = 0; i < 3; i++) {
            assertThat(scene.decision.mottatt(Scene.KONTO, id, WHO, REF))
                    .isInstanceOfSatisfying(
                            WithdrawnTooLate.class,
                            s -> assertThat(s.leveranse().forsendelsesId()).isEqualTo(forsendelse));
        }
        assertThat(scene.history(id)).filteredOn("SEN_KVITTERING"::equals).hasSize(1);
        assertThat(scene.read(id).tilstand()).isEqualTo(LeveranseState.SVARUT_SENDT);
    }

    @Test
    void a_rejection_withdraws_and_frees_for_svarut_at_once() throws SQLException {
        UUID id = scene.leased().leveranse().id();

        assertThat(scene.decision.avvist(Scene.KONTO, id, Scene.sealed("nei"))).isInstanceOf(Executed.class);

        Leveranse l = scene.read(id);
        assertThat(l.aarsak()).isEqualTo(WithdrawalReason.AVVIST);
        assertThat(l.feilmelding()).isEqualTo(Scene.sealed("nei"));
        assertThat(scene.svarUt.readyForSending(10)).extracting(Leveranse::id).containsExactly(id);
    }

    @Test
    void a_rejection_after_the_withdrawal_is_a_no_op_noted_once() throws SQLException {
        UUID id = expired();
        assertThat(scene.decision.avvist(Scene.KONTO, id, null)).isInstanceOf(WithoutEffect.class);
        assertThat(scene.decision.avvist(Scene.KONTO, id, null)).isInstanceOf(WithoutEffect.class);
        assertThat(scene.read(id).aarsak()).isEqualTo(WithdrawalReason.TTL_TIDSAVBRUDD);
        assertThat(scene.history(id)).filteredOn("AVVIST_ETTER_TREKK"::equals).hasSize(1);
    }

    @Test
    void a_repeated_rejection_is_a_no_op_without_another_row() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.decision.avvist(Scene.KONTO, id, null);
        assertThat(scene.decision.avvist(Scene.KONTO, id, null)).isInstanceOf(WithoutEffect.class);
        assertThat(scene.history(id)).containsExactly("SENDT_FIKS_IO", "AVVIST");
    }

    @Test
    void a_rejection_after_the_receipt_changes_nothing() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.decision.mottatt(Scene.KONTO, id, null, null);
        assertThat(scene.decision.avvist(Scene.KONTO, id, null)).isInstanceOf(AlreadyConfirmed.class);
        assertThat(scene.read(id).tilstand()).isEqualTo(LeveranseState.BEKREFTET);
    }

    /** The receipt was under way since before the rejection, on which the receiver let go of its copy. */
    @Test
    void a_receipt_after_its_own_rejection_does_not_count_and_lets_nobody_drop_anything() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.decision.avvist(Scene.KONTO, id, null);

        assertThat(mottatt(id)).isInstanceOf(Keep.class);
        assertThat(mottatt(id)).isInstanceOf(Keep.class);
        assertThat(scene.read(id).tilstand()).isEqualTo(LeveranseState.TRUKKET);
        assertThat(scene.history(id)).containsExactly("SENDT_FIKS_IO", "AVVIST", "SEN_KVITTERING");

        int n = scene.svarUt.start(scene.read(id), "a", "{}").orElseThrow();
        assertThat(mottatt(id)).as("SvarUt is sending").isInstanceOf(Keep.class);
        scene.svarUt.refused(id, n, Duration.ZERO);
        assertThat(scene.read(id).tilstand()).isEqualTo(LeveranseState.SVARUT_FEIL);
        assertThat(mottatt(id)).as("SvarUt refused").isInstanceOf(Keep.class);
        scene.svarUt.stop(id, n, StopReason.SVARUT_NEKTET, "400");
        assertThat(mottatt(id)).as("stopped").isInstanceOf(Keep.class);
        assertThat(scene.read(id).tilstand()).isEqualTo(LeveranseState.STOPPET);
    }

    @Test
    void a_rejection_after_the_withdrawal_ends_the_receipts_in_every_undecided_state() throws SQLException {
        UUID withdrawn = expired();
        rejectAndReceipt(withdrawn);
        UUID sender = expired();
        start(sender);
        rejectAndReceipt(sender);
        UUID unknown = expired();
        scene.svarUt.unknown(unknown, start(unknown));
        rejectAndReceipt(unknown);
        UUID failure = expired();
        scene.svarUt.refused(failure, start(failure), Duration.ZERO);
        rejectAndReceipt(failure);
        UUID stopped = expired();
        scene.svarUt.stop(stopped, start(stopped), StopReason.SVARUT_NEKTET, "400");
        rejectAndReceipt(stopped);
    }

    private void rejectAndReceipt(UUID id) {
        LeveranseState state = scene.read(id).tilstand();
        assertThat(scene.decision.avvist(Scene.KONTO, id, null))
                .as(state.name())
                .isInstanceOf(WithoutEffect.class);
        assertThat(mottatt(id)).as(state.name()).isInstanceOf(Keep.class);
        assertThat(scene.read(id).tilstand()).isEqualTo(state);
        assertThat(scene.read(id).senKvittering()).as(state.name()).isNull();
        assertThat(scene.history(id)).filteredOn("AVVIST_ETTER_TREKK"::equals).hasSize(1);
    }

    @Test
    void a_rejection_after_a_noted_receipt_clears_it_so_that_svarut_goes_on() throws SQLException {
        UUID id = expired();
        int n = start(id);
        scene.svarUt.unknown(id, n);
        scene.decision.mottatt(Scene.KONTO, id, WHO, REF);

        assertThat(scene.decision.avvist(Scene.KONTO, id, Scene.sealed("nei"))).isInstanceOf(WithoutEffect.class);

        Leveranse after = scene.read(id);
        assertThat(after.senKvittering()).isNull();
        assertThat(after.mottattAv()).isNull();
        assertThat(after.fagsystemRef()).isNull();
        assertThat(after.feilmelding()).isEqualTo(Scene.sealed("nei"));
        assertThat(scene.history(id)).endsWith("SVARUT_UKJENT", "SEN_KVITTERING", "AVVIST_ETTER_TREKK");
        assertThat(scene.svarUt.resolvedNotSent(id, n, Duration.ZERO))
                .hasValueSatisfying(l -> assertThat(l.tilstand()).isEqualTo(LeveranseState.SVARUT_FEIL));
    }

    @Test
    void a_failure_after_a_noted_receipt_clears_it_too_since_the_message_does_not_come_again() throws SQLException {
        UUID id = expired();
        int n = start(id);
        scene.svarUt.unknown(id, n);
        mottatt(id);

        assertThat(scene.transactions.<KvitteringOutcome>inTransaction(
                        c -> scene.queue.noteFeilet(c, Scene.KONTO, id, Scene.sealed("disk full"))))
                .isInstanceOf(WithoutEffect.class);

        assertThat(mottatt(id)).isInstanceOf(Keep.class);
        assertThat(scene.svarUt.resolvedNotSent(id, n, Duration.ZERO))
                .hasValueSatisfying(l -> assertThat(l.tilstand()).isEqualTo(LeveranseState.SVARUT_FEIL));
    }

    /** The receipt was under way since before the failure, on which the receiver let go of what it had. */
    @Test
    void a_receipt_after_a_failure_does_not_count_until_the_message_is_handed_out_anew() throws SQLException {
        LeasedMelding u = scene.leased();
        UUID id = u.leveranse().id();
        scene.transactions.<KvitteringOutcome>inTransaction(
                c -> scene.queue.feilet(c, Scene.KONTO, id, u.leieId(), Scene.sealed("disk full")));
        assertThat(mottatt(id)).isInstanceOf(Keep.class);
        assertThat(scene.read(id).tilstand()).isEqualTo(LeveranseState.I_KO);

        scene.advance(Duration.ofMinutes(2));
        assertThat(scene.queue.fetch(Scene.KONTO, 20, Scene.LEASE, Scene.INTEGRASJON))
                .hasSize(1);
        assertThat(mottatt(id)).isInstanceOf(Confirmed.class);
    }

    @Test
    void what_was_given_back_or_failed_without_a_lease_is_receipted_when_it_is_shown_or_downloaded_again()
            throws SQLException {
        LeasedMelding givenBack = scene.leased();
        UUID id = givenBack.leveranse().id();
        scene.transactions.<KvitteringOutcome>inTransaction(c -> {
            scene.queue.markDataFetched(c, Scene.KONTO, id, Scene.INTEGRASJON);
            return scene.queue.giveBackLease(c, Scene.KONTO, id, givenBack.leieId());
        });
        assertThat(mottatt(id)).isInstanceOf(Keep.class);
        scene.transactions.inTransaction(c -> scene.queue.markDataFetched(c, Scene.KONTO, id, Scene.INTEGRASJON));
        assertThat(mottatt(id)).isInstanceOf(Confirmed.class);

        UUID shown = scene.inQueue().id();
        scene.transactions.inTransaction(c -> scene.queue.showInSvarInn(c, List.of(Scene.KONTO), 10));
        scene.transactions.<KvitteringOutcome>inTransaction(c -> scene.queue.noteFeilet(c, Scene.KONTO, shown, null));
        assertThat(mottatt(shown)).isInstanceOf(Keep.class);
        scene.transactions.inTransaction(c -> scene.queue.showInSvarInn(c, List.of(Scene.KONTO), 10));
        assertThat(scene.read(shown).leveringsforsok()).isEqualTo(1);
        assertThat(mottatt(shown)).isInstanceOf(Confirmed.class);
    }

    /** Told that SvarUt has it, the receiver dropped its copy; then the same receipt arrives once more. */
    @Test
    void a_receipt_after_svarut_took_it_and_refused_it_does_not_count() throws SQLException {
        UUID id = expired();
        UUID forsendelse = UUID.randomUUID();
        scene.svarUt.sent(id, start(id), forsendelse);
        assertThat(mottatt(id)).isInstanceOf(WithdrawnTooLate.class);
        scene.svarUt.avvistBySvarUt(id, forsendelse, "AVVIST", Duration.ZERO);

        assertThat(mottatt(id)).isInstanceOf(Keep.class);
        assertThat(scene.read(id).tilstand()).isEqualTo(LeveranseState.SVARUT_FEIL);
    }

    @Test
    void a_rejection_while_svarut_has_it_leaves_it_to_us_when_svarut_refuses() throws SQLException {
        UUID id = expired();
        UUID forsendelse = UUID.randomUUID();
        scene.svarUt.sent(id, start(id), forsendelse);
        assertThat(scene.decision.avvist(Scene.KONTO, id, null)).isInstanceOf(WithoutEffect.class);
        scene.svarUt.avvistBySvarUt(id, forsendelse, "AVVIST", Duration.ZERO);

        assertThat(mottatt(id)).isInstanceOf(Keep.class);
        assertThat(scene.svarUt.readyForSending(10)).extracting(Leveranse::id).containsExactly(id);
    }

    @Test
    void what_an_operator_closed_without_svarut_is_kept_and_what_svarut_has_may_be_dropped() throws SQLException {
        UUID without = expired();
        scene.svarUt.stop(without, start(without), StopReason.SVARUT_NEKTET, "400");
        scene.transactions.inTransaction(c -> scene.svarUt.close(c, without));
        assertThat(mottatt(without)).isInstanceOf(Keep.class);
        assertThat(mottatt(without)).as("again").isInstanceOf(Keep.class);

        UUID atSvarUt = expired();
        scene.svarUt.sent(atSvarUt, start(atSvarUt), UUID.randomUUID());
        scene.transactions.inTransaction(c -> scene.svarUt.close(c, atSvarUt));
        assertThat(mottatt(atSvarUt)).isInstanceOf(WithdrawnTooLate.class);
    }

    @Test
    void the_time_of_the_outcome_follows_the_attempt_and_never_lies_in_the_past() throws SQLException {
        UUID id = expired();
        Duration after = Duration.ofMinutes(30);
        assertThat(resolvedAt(id))
                .hasValue(require(scene.read(id).sendesTidligst()).plus(after));
        int n = start(id);
        Instant begun = require(scene.read(id).svarutStartet());
        assertThat(resolvedAt(id)).hasValue(begun.plus(after));
        scene.svarUt.unknown(id, n);
        assertThat(resolvedAt(id)).hasValue(begun.plus(after));

        scene.advance(after.plusMinutes(1));
        assertThat(resolvedAt(id))
                .as("looked up, and SvarUt did not answer")
                .hasValueSatisfying(
                        time -> assertThat(time).isAfter(begun.plus(after).plus(AGAIN)));

        scene.svarUt.resolvedSent(id, n, UUID.randomUUID());
        assertThat(resolvedAt(id)).isEmpty();
    }

    private static final Duration AGAIN = Duration.ofMinutes(5);

    private Optional<Instant> resolvedAt(UUID id) {
        return scene.transactions.inTransaction(
                c -> scene.queue.resolvedAt(c, scene.read(id), Duration.ofMinutes(30), AGAIN));
    }

    private static Instant require(@Nullable Instant time) {
        return Objects.requireNonNull(time);
    }

    private KvitteringOutcome mottatt(UUID id) {
        return scene.decision.mottatt(Scene.KONTO, id, null, null);
    }

    @Test
    void a_receipt_frees_a_stopped_one() throws SQLException {
        UUID id = expired();
        scene.svarUt.stop(id, start(id), StopReason.SVARUT_NEKTET, "400");
        assertThat(scene.decision.mottatt(Scene.KONTO, id, null, null)).isInstanceOf(Confirmed.class);
        assertThat(scene.read(id).stoppgrunn()).isNull();
    }

    @Test
    void a_rolled_back_receipt_leaves_no_trace() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        Leveranse before = scene.read(id);
        try (Connection c = scene.database.functions().getConnection()) {
            c.setAutoCommit(false);
            scene.decision.mottatt(c, Scene.KONTO, id, null, null);
            c.rollback();
        }
        assertThat(scene.read(id)).isEqualTo(before);
        assertThat(scene.outcome(id)).isNull();
        assertThat(scene.history(id)).containsExactly("SENDT_FIKS_IO");
    }

    @Test
    void a_second_outcome_fails_its_statement() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.run("INSERT INTO leveranse_utfall (leveranse_id, utfall) VALUES (?, 'SVARUT_SENDT')", id);
        assertThatThrownBy(() -> scene.decision.mottatt(Scene.KONTO, id, null, null))
                .hasMessageContaining("leveranse_utfall_pkey");
        assertThat(scene.read(id).tilstand()).isEqualTo(LeveranseState.I_KO);
    }

    private UUID expired() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.advance(Duration.ofHours(25));
        assertThat(scene.sweep.expire(Scene.GRACE, Scene.HOLD, 10)).contains(id);
        return id;
    }

    private int start(UUID id) throws SQLException {
        scene.advance(Scene.HOLD.plusSeconds(1));
        return scene.svarUt.start(scene.read(id), "arbeider-1", "{}").orElseThrow();
    }
}
