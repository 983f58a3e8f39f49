package no.digisos.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.LitenDisk;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.Testmiljo;
import no.digisos.fallback.krasj.Prosess;
import no.digisos.fallback.krasj.Prosess.Krasjpunkt;
import no.digisos.fallback.run.Rapport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that cannot keep what the job decides, and clocks that disagree: nothing goes to SvarUt that is not written down first. */
@QuarkusTest
@TestProfile(Skalert.class)
@QuarkusTestResource(Omgivelser.class)
@QuarkusTestResource(SvarUtOmgivelser.class)
class SviktendeDatabaseTest {
    private static final String ROLLE = "digisos_fallback";
    private static final Duration FORFALT = Duration.ofHours(24).plusMinutes(1);

    @Inject
    Kjoring kjoring;

    @Inject
    Prosess prosess;

    @Inject
    Skjevklokke klokke;

    private final Omverden omverden = new Omverden();
    private final String ref = "ref-" + UUID.randomUUID();

    @BeforeEach
    void nullstill() {
        prosess.start(Krasjpunkt.ALDRI);
        omverden.nullstill();
    }

    @AfterEach
    void still_klokken() {
        klokke.still(Duration.ZERO);
    }

    @Test
    void what_cannot_be_written_down_is_not_sent_and_is_sent_once_when_it_can() {
        Sadd sadd = omverden.soknad(Fro.BERGEN, ref);
        omverden.kjor("ALTER ROLE " + ROLLE + " SET default_transaction_read_only = on");
        omverden.kjor("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + ROLLE + "'");
        try {
            for (int i = 0; i < 3; i++) {
                Rapport rapport = kjoring.kjor();
                assertThat(rapport.feil()).isPositive();
                assertThat(rapport.sendt()).isZero();
            }
            assertThat(omverden.iSvarUt(ref)).isEmpty();
            assertThat(omverden.tilstand(sadd.meldingId())).isEqualTo("TRUKKET");
        } finally {
            omverden.kjor("ALTER ROLE " + ROLLE + " RESET default_transaction_read_only");
        }
        // The sessions that there are only read still; the runs find new ones by themselves.
        omverden.klokke(Duration.ofHours(2));
        int kjoringer = 0;
        while (!omverden.tilstand(sadd.meldingId()).equals("SVARUT_SENDT") && kjoringer < 1000) {
            kjoring.kjor();
            kjoringer++;
        }
        assertThat(omverden.tilstand(sadd.meldingId())).isEqualTo("SVARUT_SENDT");
        assertThat(kjoring.kjor().feil()).isZero();
        assertThat(omverden.iSvarUt(ref)).hasSize(1);
    }

    @Test
    void without_room_for_the_intent_nothing_is_sent() {
        try (LitenDisk disk = liten("svarut_forsok")) {
            Sadd sadd = omverden.soknad(Fro.BERGEN, ref);
            disk.fyll();
            assertThat(kjoring.kjor().feil()).isPositive();
            omverden.klokke(Duration.ofHours(2));
            assertThat(kjoring.kjor().sendt()).isZero();
            assertThat(omverden.iSvarUt(ref)).isEmpty();
            disk.tom();
            omverden.klokke(Duration.ofHours(4));
            assertThat(kjoring.kjor().sendt()).isEqualTo(1);
            assertThat(omverden.tilstand(sadd.meldingId())).isEqualTo("SVARUT_SENDT");
            assertThat(omverden.iSvarUt(ref)).hasSize(1);
        }
    }

    @Test
    void without_room_for_the_outcome_it_is_looked_up_until_there_is_and_never_sent_again() {
        try (LitenDisk disk = liten("leveranse_utfall")) {
            Sadd sadd = omverden.soknad(Fro.BERGEN, ref);
            disk.fyll();
            assertThat(kjoring.kjor().feil()).isPositive();
            assertThat(omverden.iSvarUt(ref)).as("it had been sent").hasSize(1);
            for (int minutt : new int[] {31, 64, 97, 190}) {
                omverden.klokke(Duration.ofMinutes(minutt));
                kjoring.kjor();
            }
            assertThat(omverden.tilstand(sadd.meldingId())).isEqualTo("SVARUT_UKJENT");
            disk.tom();
            omverden.klokke(Duration.ofHours(5));
            kjoring.kjor();
            assertThat(omverden.tilstand(sadd.meldingId())).isEqualTo("SVARUT_SENDT");
            assertThat(omverden.iSvarUt(ref)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "-PT1H", "PT24H", "-PT24H"})
    void while_the_clocks_disagree_nothing_is_withdrawn_or_sent(Duration feil) {
        String bergens = "ref-" + UUID.randomUUID();
        Sadd iKo = omverden.soknad(Fro.OSLO, ref);
        Sadd klar = omverden.soknad(Fro.BERGEN, bergens);
        klokke.still(feil);
        omverden.klokke(FORFALT);
        Rapport rapport = kjoring.kjor();
        assertThat(rapport.feil()).isEqualTo(1);
        assertThat(rapport.trukket() + rapport.sendt() + rapport.ryddet()).isZero();
        assertThat(omverden.tilstand(iKo.meldingId())).isEqualTo("I_KO");
        assertThat(omverden.iSvarUt(bergens)).isEmpty();

        klokke.still(Duration.ZERO);
        Rapport etter = kjoring.kjor();
        assertThat(etter.feil()).isZero();
        assertThat(omverden.tilstand(iKo.meldingId())).isEqualTo("TRUKKET");
        assertThat(omverden.tilstand(klar.meldingId())).isEqualTo("SVARUT_SENDT");
    }

    /** Whatever the job's own clock says, within what it bears: deadlines are the database's. */
    @ParameterizedTest
    @ValueSource(strings = {"PT50S", "-PT50S"})
    void a_frist_passes_by_the_databases_clock_alone(Duration feil) {
        Sadd iKo = omverden.soknad(Fro.OSLO, ref);
        klokke.still(feil);
        omverden.klokke(Duration.ofHours(24).minusSeconds(40));
        assertThat(kjoring.kjor().trukket()).isZero();
        omverden.klokke(Duration.ofHours(24).plusSeconds(1));
        assertThat(kjoring.kjor().trukket()).isEqualTo(1);
        assertThat(omverden.tilstand(iKo.meldingId())).isEqualTo("TRUKKET");
        assertThat(omverden.iSvarUt(ref)).as("it is held first").isEmpty();
    }

    private static LitenDisk liten(String tabell) {
        Optional<LitenDisk> disk = LitenDisk.med(Testmiljo.gjeldende().database(), tabell);
        assumeThat(disk).as("a disk can be mounted (root)").isPresent();
        return disk.orElseThrow();
    }
}
