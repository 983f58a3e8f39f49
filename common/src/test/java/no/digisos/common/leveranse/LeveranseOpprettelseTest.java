package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeveranseOpprettelseTest {
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
    void the_first_of_a_case_goes_to_the_queue_at_once() throws SQLException {
        Leveranse l = scene.iKo();

        assertThat(l.tilstand()).isEqualTo(Tilstand.I_KO);
        assertThat(l.kontoId()).isEqualTo(Scene.KONTO);
        assertThat(l.klientMeldingId()).isEqualTo(l.id());
        assertThat(Duration.between(l.iKoSiden(), l.frist())).isEqualTo(Duration.ofHours(24));
        assertThat(scene.historikk(l.id())).containsExactly("SENDT_FIKS_IO");
    }

    @Test
    void an_urgent_one_has_the_urgent_frist() throws SQLException {
        Leveranse l = scene.motta(scene.ny(scene.sak(), null, Meldingstype.SOKNAD, true));
        assertThat(Duration.between(l.iKoSiden(), l.frist())).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void a_frist_of_days_is_that_many_times_24_hours_also_over_a_change_to_summer_time() throws SQLException {
        scene.kjor("UPDATE kommune SET frist = interval '7 days'");
        NyLeveranse ny = scene.ny(scene.sak());
        try (Connection c = scene.database.functions().getConnection()) {
            Setning.kjor(c, "SET TIME ZONE 'Europe/Oslo'");
            // The session's clock changes within the week that begins here.
            scene.database.setClockOffset(Duration.ofSeconds(Long.parseLong(
                    scene.verdi("SELECT extract(epoch FROM timestamptz '2031-03-27 12:00+01' - now())::bigint"))));
            Leveranse l = scene.opprettelse.opprett(c, ny);
            assertThat(Duration.between(l.iKoSiden(), l.frist())).isEqualTo(Duration.ofDays(7));
        }
    }

    @Test
    void without_a_usable_konto_it_is_free_for_svarut_at_once() throws SQLException {
        scene.kjor("UPDATE kommune SET bruker_fiks_io = false");
        Leveranse l = scene.iKo();

        assertThat(l.tilstand()).isEqualTo(Tilstand.TRUKKET);
        assertThat(l.aarsak()).isEqualTo(Aarsak.INGEN_KONTO);
        assertThat(scene.svarUt.klareForSending(10)).extracting(Leveranse::id).containsExactly(l.id());
        assertThat(l.kreverOppslag()).isFalse();
    }

    @Test
    void a_successor_waits_and_the_receipt_releases_it_with_a_frist_of_its_own() throws SQLException {
        UtlantMelding forste = scene.utlant();
        UUID sak = forste.leveranse().digisosId();
        Leveranse andre = scene.motta(sak);
        Leveranse tredje = scene.motta(sak);
        assertThat(andre.tilstand()).isEqualTo(Tilstand.IKKE_SENDT);
        assertThat(andre.venterPa()).isEqualTo(forste.leveranse().id());
        assertThat(tredje.venterPa()).isEqualTo(andre.id());
        assertThat(scene.ko.hent(Scene.KONTO, 20, Scene.LEIE, Scene.INTEGRASJON))
                .isEmpty();

        scene.spol(Duration.ofHours(5));
        scene.beslutning.mottatt(Scene.KONTO, forste.leveranse().id(), null, null);

        Leveranse frigitt = scene.les(andre.id());
        assertThat(frigitt.tilstand()).isEqualTo(Tilstand.I_KO);
        assertThat(frigitt.venterPa()).isNull();
        assertThat(Duration.between(frigitt.opprettet(), frigitt.frist())).isGreaterThan(Duration.ofHours(28));
        assertThat(scene.les(tredje.id()).tilstand()).isEqualTo(Tilstand.IKKE_SENDT);
    }

    @Test
    void a_successor_takes_the_channel_of_the_moment_of_its_release() throws SQLException {
        UtlantMelding forste = scene.utlant();
        Leveranse andre = scene.motta(forste.leveranse().digisosId());
        scene.kjor("UPDATE konto SET sertifikat = NULL");

        scene.beslutning.mottatt(Scene.KONTO, forste.leveranse().id(), null, null);

        assertThat(scene.les(andre.id()).aarsak()).isEqualTo(Aarsak.INGEN_KONTO);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUKKET", "STOPPET"})
    void an_undecided_predecessor_outside_the_queue_is_waited_for_too(Tilstand tilstand) throws SQLException {
        UtlantMelding forste = scene.utlant();
        UUID id = forste.leveranse().id();
        scene.beslutning.avvist(Scene.KONTO, id, null);
        if (tilstand == Tilstand.STOPPET) {
            scene.svarUt.stopp(id, 0, "adresse mangler");
        }
        assertThat(scene.motta(forste.leveranse().digisosId()).venterPa()).isEqualTo(id);
    }

    @Test
    void a_decided_predecessor_is_not_waited_for() throws SQLException {
        UtlantMelding forste = scene.utlant();
        scene.beslutning.mottatt(Scene.KONTO, forste.leveranse().id(), null, null);
        assertThat(scene.motta(forste.leveranse().digisosId()).tilstand()).isEqualTo(Tilstand.I_KO);
    }

    @Test
    void a_shipment_that_svarut_refused_is_waited_for_again() throws SQLException {
        UUID sak = scene.sak();
        scene.kjor("UPDATE kommune SET bruker_fiks_io = false");
        Leveranse forste = scene.motta(sak);
        UUID forsendelse = UUID.randomUUID();
        int n = scene.svarUt.start(forste, "a", "{}").orElseThrow();
        scene.svarUt.sendt(forste.id(), n, forsendelse);
        scene.svarUt.avvistAvSvarUt(forste.id(), forsendelse, "AVVIST", Duration.ZERO);
        assertThat(scene.motta(sak).venterPa()).isEqualTo(forste.id());
    }

    @Test
    void acceptance_during_the_decision_waits_for_it_and_is_released_at_once() throws Exception {
        UtlantMelding forste = scene.utlant();
        NyLeveranse ny = scene.ny(forste.leveranse().digisosId());
        try (ExecutorService trad = Executors.newSingleThreadExecutor();
                Connection avgjorelse = scene.database.functions().getConnection()) {
            avgjorelse.setAutoCommit(false);
            scene.beslutning.mottatt(avgjorelse, Scene.KONTO, forste.leveranse().id(), null, null);

            Future<Leveranse> etterfolger = trad.submit(() -> scene.motta(ny));
            ventPaLas();
            assertThat(etterfolger.isDone()).isFalse();
            avgjorelse.commit();

            assertThat(etterfolger.get(20, TimeUnit.SECONDS).tilstand()).isEqualTo(Tilstand.I_KO);
        }
    }

    @Test
    void a_decision_during_the_acceptance_waits_for_it_and_releases_the_successor() throws Exception {
        UtlantMelding forste = scene.utlant();
        NyLeveranse ny = scene.ny(forste.leveranse().digisosId());
        try (ExecutorService trad = Executors.newSingleThreadExecutor();
                Connection mottak = scene.database.functions().getConnection()) {
            mottak.setAutoCommit(false);
            Scene.lasSak(mottak, ny.digisosId());
            assertThat(scene.opprettelse.opprett(mottak, ny).tilstand()).isEqualTo(Tilstand.IKKE_SENDT);

            Future<Kvitteringssvar> kvittering = trad.submit(() ->
                    scene.beslutning.mottatt(Scene.KONTO, forste.leveranse().id(), null, null));
            ventPaLas();
            assertThat(kvittering.isDone()).isFalse();
            mottak.commit();

            assertThat(kvittering.get(20, TimeUnit.SECONDS)).isInstanceOf(Kvitteringssvar.Bekreftet.class);
            assertThat(scene.les(ny.meldingId()).tilstand()).isEqualTo(Tilstand.I_KO);
        }
    }

    @Test
    void the_backstop_releases_a_forgotten_successor_and_leaves_the_waiting_ones() throws SQLException {
        UtlantMelding forste = scene.utlant();
        Leveranse glemt = scene.motta(forste.leveranse().digisosId());
        Leveranse ventende = scene.motta(scene.iKo().digisosId());
        assertThat(scene.frigivelse.frigiVentende(10)).isEmpty();
        // A decision that forgot its successors.
        scene.kjor(
                "UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = digisos_now(), leie_id = NULL, leie_til = NULL,"
                        + " leie_data_hentet = false WHERE id = ?",
                forste.leveranse().id());

        assertThat(scene.frigivelse.frigiVentende(10)).extracting(Leveranse::id).containsExactly(glemt.id());

        assertThat(scene.les(glemt.id()).tilstand()).isEqualTo(Tilstand.I_KO);
        assertThat(scene.les(ventende.id()).tilstand()).isEqualTo(Tilstand.IKKE_SENDT);
        assertThat(scene.frigivelse.frigiVentende(10)).isEmpty();
    }

    private void ventPaLas() {
        long slutt = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (scene.antall("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
            assertThat(System.nanoTime()).as("someone waits for a lock").isLessThan(slutt);
        }
    }
}
