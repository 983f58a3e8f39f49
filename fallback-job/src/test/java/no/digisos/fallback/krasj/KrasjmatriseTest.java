package no.digisos.fallback.krasj;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import no.digisos.common.leveranse.Kvitteringssvar;
import no.digisos.common.leveranse.LeveranseBeslutning;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.fallback.Kjoring;
import no.digisos.fallback.Omverden;
import no.digisos.fallback.Skalert;
import no.digisos.fallback.SvarUtOmgivelser;
import no.digisos.fallback.krasj.Prosess.Krasj;
import no.digisos.fallback.krasj.Prosess.Krasjpunkt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way in which SvarUt can behave with each point at which the job can die, without and with a receipt that comes late: in the
 * end each delivery is with SvarUt once or receipted, and never both, never twice, never lost and never stuck. The database's
 * clock is moved; nothing sleeps.
 */
@QuarkusTest
@TestProfile(Skalert.class)
@QuarkusTestResource(Omgivelser.class)
@QuarkusTestResource(SvarUtOmgivelser.class)
class KrasjmatriseTest {
    /** Past the frist and the hold, when the first run sends. */
    private static final Duration FORFALT = Duration.ofHours(24).plusMinutes(1);

    private static final Duration HOLD = Duration.ofMinutes(11);

    /** When runs happen after the first, in minutes. */
    private static final List<Integer> KJORINGER = List.of(3, 31, 33, 64, 70, 97, 130, 190, 250, 1500, 1700);

    @Inject
    Kjoring kjoring;

    @Inject
    Prosess prosess;

    @Inject
    LeveranseBeslutning beslutning;

    private final Omverden omverden = new Omverden();
    private Duration naa = Duration.ZERO;

    @BeforeEach
    void nullstill() {
        prosess.start(Krasjpunkt.ALDRI);
        omverden.nullstill();
        naa = Duration.ZERO;
    }

    static Stream<Arguments> alle() {
        return Arrays.stream(Modus.values())
                .flatMap(modus -> Arrays.stream(Krasjpunkt.values())
                        .flatMap(punkt -> Stream.of(false, true).map(sen -> Arguments.of(modus, punkt, sen))));
    }

    @ParameterizedTest(name = "{0}, dies at {1}, late receipt: {2}")
    @MethodSource("alle")
    void at_most_one_shipment_none_lost_none_stuck(Modus modus, Krasjpunkt punkt, boolean senKvittering) {
        String ref = "ref-" + UUID.randomUUID();
        Sadd sadd = trukket(ref);
        modus.feil(ref).forEach(omverden::feil);

        forsteKjoring(punkt);
        @Nullable Kvitteringssvar svar = senKvittering ? kvitter(sadd) : null;
        kjorTilDetErAvgjort(modus, sadd.meldingId());

        List<String> levende =
                omverden.iSvarUt(ref).stream().filter(s -> !s.equals("AVVIST")).toList();
        int dobbelt = modus == Modus.TO_IDER && levende.size() == 2 ? 1 : 0;
        if (omverden.tilstand(sadd.meldingId()).equals("BEKREFTET")) {
            assertThat(levende).isEmpty();
            assertThat(svar)
                    .as("a receipt whose sender has its copy")
                    .isInstanceOfAny(Kvitteringssvar.Bekreftet.class, Kvitteringssvar.Behold.class);
        } else {
            assertThat(omverden.tilstand(sadd.meldingId())).isEqualTo("SVARUT_SENDT");
            assertThat(levende).hasSize(1 + dobbelt);
            assertThat(svar instanceof Kvitteringssvar.Bekreftet)
                    .as("told that it counts")
                    .isFalse();
        }
        assertThat(omverden.les("SELECT slag FROM varsel WHERE slag = 'DUBLETT'"))
                .as("SvarUt made two of one")
                .hasSize(dobbelt);
    }

    /** The limit of the promise: what a look-up hides for longer than the margin is sent again, and shows afterwards. */
    @Test
    void a_look_up_that_lags_for_longer_than_the_margin_makes_two_and_the_alarm() {
        String ref = "ref-" + UUID.randomUUID();
        Sadd sadd = trukket(ref);
        omverden.feil("{\"type\":\"ACCEPT_THEN_DROP\",\"antall\":1}");
        omverden.feil("{\"type\":\"LOOKUP_LAG\"}");
        for (int minutt : List.of(0, 31, 33)) {
            kjor(HOLD.plusMinutes(minutt));
        }
        assertThat(omverden.tilstand(sadd.meldingId())).isEqualTo("SVARUT_SENDT");
        assertThat(omverden.iSvarUt(ref)).hasSize(2);
        omverden.friskSvarUt();
        assertThat(omverden.les("SELECT slag FROM varsel")).isEmpty();
        kjor(HOLD.plusHours(2));
        kjor(HOLD.plusHours(30));
        assertThat(omverden.les("SELECT slag FROM varsel WHERE slag = 'DUBLETT'"))
                .hasSize(1);
    }

    /** In the queue, handed out, past its frist and withdrawn. */
    private Sadd trukket(String ref) {
        Sadd sadd = omverden.soknad(Fro.OSLO, ref);
        omverden.kjor("UPDATE leveranse SET leveringsforsok = 1");
        naa = FORFALT;
        kjor(Duration.ZERO);
        assertThat(omverden.tilstand(sadd.meldingId())).isEqualTo("TRUKKET");
        return sadd;
    }

    private void forsteKjoring(Krasjpunkt punkt) {
        prosess.start(punkt);
        try {
            kjor(HOLD);
        } catch (Krasj krasj) {
            assertThat(krasj).hasMessage(punkt.name());
        }
        prosess.start(Krasjpunkt.ALDRI);
    }

    private Kvitteringssvar kvitter(Sadd sadd) {
        return beslutning.mottatt(Objects.requireNonNull(Fro.OSLO.kontoId()), sadd.meldingId(), null, null);
    }

    /** On for a day after the decision too, in which a refusal or a duplicate would show. */
    private void kjorTilDetErAvgjort(Modus modus, UUID meldingId) {
        for (int minutt : KJORINGER) {
            Duration tid = Duration.ofMinutes(minutt);
            if (modus.overEtter(tid)) {
                omverden.friskSvarUt();
            }
            kjor(HOLD.plus(tid));
        }
        assertThat(omverden.tilstand(meldingId)).isIn("SVARUT_SENDT", "BEKREFTET");
    }

    private void kjor(Duration etterForfall) {
        omverden.klokke(naa.plus(etterForfall));
        kjoring.kjor();
    }
}
