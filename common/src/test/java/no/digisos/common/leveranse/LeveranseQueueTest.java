package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.KvitteringOutcome.AlreadyConfirmed;
import no.digisos.common.leveranse.KvitteringOutcome.Executed;
import no.digisos.common.leveranse.KvitteringOutcome.LeaseExpired;
import no.digisos.common.leveranse.KvitteringOutcome.NotFound;
import no.digisos.common.leveranse.KvitteringOutcome.WithoutEffect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveranseQueueTest {
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
    void hands_out_the_oldest_first_each_under_its_own_lease() throws SQLException {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(scene.inQueue().id());
        }

        List<LeasedMelding> first = fetch(3);
        List<LeasedMelding> rest = fetch(20);

        assertThat(first).extracting(u -> u.leveranse().id()).containsExactlyElementsOf(ids.subList(0, 3));
        assertThat(rest).extracting(u -> u.leveranse().id()).containsExactlyElementsOf(ids.subList(3, 5));
        assertThat(first).extracting(LeasedMelding::leieId).doesNotHaveDuplicates();
        assertThat(first).allSatisfy(u -> {
            assertThat(u.leveranse().leveringsforsok()).isEqualTo(1);
            assertThat(u.leveranse().leieIntegrasjon()).isEqualTo(Scene.INTEGRASJON);
        });
        assertThat(fetch(20)).isEmpty();
    }

    @Test
    void another_konto_sees_nothing() throws SQLException {
        Leveranse l = scene.inQueue();
        assertThat(scene.queue.fetch(Scene.OFFICE_KONTO, 20, Scene.LEASE, Scene.INTEGRASJON))
                .isEmpty();
        assertThat(peek(Scene.OFFICE_KONTO, true)).isEmpty();
        assertThat(scene.decision.mottatt(Scene.OFFICE_KONTO, l.id(), null, null))
                .isInstanceOf(NotFound.class);
        assertThat(scene.decision.avvist(Scene.OFFICE_KONTO, l.id(), null)).isInstanceOf(NotFound.class);
    }

    @Test
    void a_lease_that_ran_out_returns_the_message() throws SQLException {
        LeasedMelding first = scene.leased();
        scene.advance(Scene.LEASE.plusSeconds(1));

        LeasedMelding other = fetch(20).getFirst();

        assertThat(other.leveranse().id()).isEqualTo(first.leveranse().id());
        assertThat(other.leieId()).isNotEqualTo(first.leieId());
        assertThat(other.leveranse().leveringsforsok()).isEqualTo(2);
        assertThat(other.leveranse().leieDataHentet()).isFalse();
        assertThat(feilet(first)).isInstanceOf(LeaseExpired.class);
        assertThat(feilet(other)).isInstanceOf(Executed.class);
    }

    @Test
    void a_lease_can_be_extended_while_it_lives() throws SQLException {
        LeasedMelding u = scene.leased();
        scene.advance(Duration.ofMinutes(10));
        assertThat(extend(u)).isInstanceOf(Executed.class);
        scene.advance(Duration.ofMinutes(14));
        assertThat(fetch(20)).isEmpty();
        scene.advance(Duration.ofMinutes(2));
        assertThat(extend(u)).isInstanceOf(LeaseExpired.class);
        assertThat(fetch(20)).hasSize(1);
        assertThat(extend(u)).isInstanceOf(LeaseExpired.class);
    }

    @Test
    void given_back_is_as_if_never_handed_out() throws SQLException {
        LeasedMelding u = scene.leased();
        fetchData(u);
        assertThat(scene.read(u.leveranse().id()).dataforsok()).isEqualTo(1);

        assertThat(scene.queue.giveBackLease(
                        scene.connections.getConnection(),
                        Scene.KONTO,
                        u.leveranse().id(),
                        u.leieId()))
                .isInstanceOf(Executed.class);

        Leveranse l = scene.read(u.leveranse().id());
        assertThat(l.leveringsforsok()).isZero();
        assertThat(l.dataforsok()).isZero();
        assertThat(fetch(20)).hasSize(1);
    }

    @Test
    void a_transient_failure_counts_and_lets_the_message_rest_longer_each_time() throws SQLException {
        LeasedMelding u = scene.leased();
        for (int minutes : new int[] {1, 5, 30, 30}) {
            assertThat(feilet(u)).isInstanceOf(Executed.class);
            scene.advance(Duration.ofMinutes(minutes).minusSeconds(5));
            assertThat(fetch(20)).as("after %s minutes less a little", minutes).isEmpty();
            scene.advance(Duration.ofSeconds(6));
            u = fetch(20).getFirst();
        }
        assertThat(u.leveranse().leveringsforsok()).isEqualTo(5);
        assertThat(u.leveranse().feilmelding()).isEqualTo(Scene.sealed("feil"));
        assertThat(scene.history(u.leveranse().id()))
                .containsExactly("SENDT_FIKS_IO", "MOTTAK_FEILET", "MOTTAK_FEILET", "MOTTAK_FEILET", "MOTTAK_FEILET");
    }

    @Test
    void data_counts_once_in_each_lease_and_only_for_the_lessee() throws SQLException {
        LeasedMelding u = scene.leased();
        UUID id = u.leveranse().id();
        scene.queue.markDataFetched(scene.connections.getConnection(), Scene.KONTO, id, UUID.randomUUID());
        assertThat(scene.read(id).dataforsok()).isZero();
        assertThat(scene.read(id).leieDataHentet()).isFalse();

        fetchData(u);
        fetchData(u);
        assertThat(scene.read(id).dataforsok()).isEqualTo(1);

        scene.advance(Scene.LEASE.plusSeconds(1));
        fetchData(u);
        assertThat(scene.read(id).dataforsok()).as("a run-out lease").isEqualTo(1);
        fetchData(fetch(20).getFirst());

        Leveranse l = scene.read(id);
        assertThat(l.dataforsok()).isEqualTo(2);
        assertThat(l.forsteDataHentet()).isBefore(l.sisteDataHentet());
    }

    @Test
    void data_is_not_handed_out_once_the_message_has_left_the_queue() throws SQLException {
        LeasedMelding u = scene.leased();
        scene.decision.avvist(Scene.KONTO, u.leveranse().id(), null);
        assertThat(scene.queue.markDataFetched(
                        scene.connections.getConnection(),
                        Scene.KONTO,
                        u.leveranse().id(),
                        Scene.INTEGRASJON))
                .isEmpty();
    }

    @Test
    void nothing_is_handed_out_after_its_frist() throws SQLException {
        scene.inQueue();
        scene.advance(Duration.ofHours(24).plusSeconds(1));
        assertThat(fetch(20)).isEmpty();
    }

    @Test
    void a_look_changes_nothing_and_pages_by_age() throws SQLException {
        UUID leased = scene.leased().leveranse().id();
        UUID free = scene.inQueue().id();
        assertThat(peek(Scene.KONTO, true)).extracting(Leveranse::id).containsExactly(leased, free);
        assertThat(peek(Scene.KONTO, false)).extracting(Leveranse::id).containsExactly(free);
        assertThat(scene.queue.peek(scene.connections.getConnection(), Scene.KONTO, 1, 1, true))
                .extracting(Leveranse::id)
                .containsExactly(free);
        assertThat(scene.read(free).leveringsforsok()).isZero();
        assertThatThrownBy(() -> scene.queue.peek(scene.connections.getConnection(), Scene.KONTO, 0, 201, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_failure_report_after_the_decision_is_answered_from_the_row() throws SQLException {
        LeasedMelding confirmed = scene.leased();
        scene.decision.mottatt(Scene.KONTO, confirmed.leveranse().id(), null, null);
        assertThat(feilet(confirmed)).isInstanceOf(AlreadyConfirmed.class);
        LeasedMelding withdrawn = scene.leased();
        scene.decision.avvist(Scene.KONTO, withdrawn.leveranse().id(), null);
        assertThat(feilet(withdrawn)).isInstanceOf(WithoutEffect.class);
        assertThat(scene.queue.feilet(
                        scene.connections.getConnection(), Scene.KONTO, UUID.randomUUID(), withdrawn.leieId(), null))
                .isInstanceOf(NotFound.class);
    }

    private List<LeasedMelding> fetch(int max) throws SQLException {
        return scene.queue.fetch(Scene.KONTO, max, Scene.LEASE, Scene.INTEGRASJON);
    }

    private List<Leveranse> peek(UUID konto, boolean alsoLeased) throws SQLException {
        return scene.queue.peek(scene.connections.getConnection(), konto, 0, 200, alsoLeased);
    }

    private void fetchData(LeasedMelding u) throws SQLException {
        scene.queue.markDataFetched(
                scene.connections.getConnection(), Scene.KONTO, u.leveranse().id(), Scene.INTEGRASJON);
    }

    private KvitteringOutcome extend(LeasedMelding u) throws SQLException {
        return scene.queue.extendLease(
                scene.connections.getConnection(), Scene.KONTO, u.leveranse().id(), u.leieId(), Scene.LEASE);
    }

    private KvitteringOutcome feilet(LeasedMelding u) throws SQLException {
        return scene.queue.feilet(
                scene.connections.getConnection(), Scene.KONTO, u.leveranse().id(), u.leieId(), Scene.sealed("feil"));
    }
}
