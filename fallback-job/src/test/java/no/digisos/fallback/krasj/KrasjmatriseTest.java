package no.digisos.fallback.krasj;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
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

    /** Runs that live, after which what it has not died of is not reached. */
    private static final int FLEST_LEVENDE = 3;

    /** How often it dies at one point in the long form. */
    private static final int DODSFALL = 20;

    /** Between two starts there: longer than any wait of the job's. */
    private static final Duration LIVSLENGDE = Duration.ofMinutes(65);

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
        prosess.glemDode();
        omverden.nullstill();
        naa = Duration.ZERO;
    }

    static Stream<Arguments> alle() {
        return Arrays.stream(Modus.values())
                .flatMap(modus -> Arrays.stream(Krasjpunkt.values())
                        .filter(punkt -> punkt != Krasjpunkt.STEG)
                        .flatMap(punkt -> Stream.of(false, true).map(sen -> Arguments.of(modus, punkt, sen))));
    }

    /**
     * What is done to one shipment is done side by side, each to its own; what is done to all of SvarUt for a time has SvarUt to itself.
     * The job dies of each delivery once.
     */
    static Stream<Arguments> side_om_side() {
        List<Modus> egne = Arrays.stream(Modus.values())
                .filter(modus -> !modus.gjelderAlle())
                .toList();
        return Stream.concat(
                        Stream.of(egne),
                        Arrays.stream(Modus.values()).filter(Modus::gjelderAlle).map(List::of))
                .flatMap(modi -> Arrays.stream(Krasjpunkt.values())
                        .filter(punkt -> punkt != Krasjpunkt.STEG)
                        .flatMap(punkt -> Stream.of(false, true).map(sen -> Arguments.of(modi, punkt, sen))));
    }

    @ParameterizedTest(name = "{0}, dies at {1}, late receipt: {2}")
    @MethodSource("side_om_side")
    void at_most_one_shipment_none_lost_none_stuck(List<Modus> modi, Krasjpunkt punkt, boolean senKvittering) {
        Map<Modus, Levering> leveringer = new EnumMap<>(Modus.class);
        for (Modus modus : modi) {
            String ref = "ref-" + UUID.randomUUID();
            leveringer.put(modus, new Levering(ref, omverden.soknad(Fro.OSLO, ref)));
        }
        trekk(leveringer.values().stream().map(Levering::sadd).toList());
        leveringer.forEach((modus, l) -> modus.feil(l.ref()).forEach(omverden::feil));

        Map<UUID, Kvitteringssvar> svar = new HashMap<>();
        boolean alleDode = punkt == Krasjpunkt.ALDRI;
        int levde = 0;
        do {
            prosess.startEnGangForHver(punkt);
            levde += dodeligKjoring(punkt) ? 0 : 1;
            Set<UUID> dodeAv = prosess.dodeAv();
            prosess.start(Krasjpunkt.ALDRI);
            for (Levering l : leveringer.values()) {
                // Right after the death: the next start may find the delivery in another state.
                if (senKvittering && dodeAv.contains(l.id())) {
                    svar.computeIfAbsent(l.id(), _ -> kvitter(l.sadd()));
                }
            }
            alleDode = alleDode || dodeAv.size() == leveringer.size();
        } while (!alleDode && levde < FLEST_LEVENDE);
        // What is down may be down before any point is reached, and what breaks off may do so before the body is read.
        assertThat(alleDode || punkt == Krasjpunkt.UNDER_POST || modi.contains(Modus.NEDE_I_TIMER))
                .as("it died of each")
                .isTrue();
        if (senKvittering) {
            leveringer.values().forEach(l -> svar.computeIfAbsent(l.id(), _ -> kvitter(l.sadd())));
        }

        kjorTilAltErAvgjort(modi, leveringer.values().stream().map(Levering::id).toList());
        leveringer.forEach((modus, l) -> krevEttUtfall(modus, l.ref(), l.sadd(), svar.get(l.id())));
        krevDublettvarsler((int) modi.stream()
                .filter(m ->
                        erDobbel(m, Objects.requireNonNull(leveringer.get(m)).ref()))
                .count());
    }

    /** One søknad and its reference. */
    private record Levering(String ref, Sadd sadd) {
        UUID id() {
            return sadd.meldingId();
        }
    }

    /** As an operator sees it who starts it again and again: twenty runs in a row die at the same point, and then one lives. */
    @ParameterizedTest(name = "{0}, dies twenty times at {1}, late receipt: {2}")
    @MethodSource("alle")
    @EnabledIfSystemProperty(named = "digisos.lang", matches = "true")
    void at_most_one_shipment_none_lost_none_stuck_after_twenty_deaths(
            Modus modus, Krasjpunkt punkt, boolean senKvittering) {
        String ref = "ref-" + UUID.randomUUID();
        Sadd sadd = trukket(ref);
        modus.feil(ref).forEach(omverden::feil);
        @Nullable Kvitteringssvar svar = null;
        for (int gang = 0; gang < DODSFALL; gang++) {
            if (modus.overEtter(LIVSLENGDE.multipliedBy(gang))) {
                omverden.friskSvarUt();
            }
            prosess.start(punkt);
            dodeligKjoring(punkt);
            if (gang == 0 && senKvittering) {
                svar = kvitter(sadd);
            }
            naa = naa.plus(LIVSLENGDE);
        }
        prosess.start(Krasjpunkt.ALDRI);
        omverden.friskSvarUt();
        kjorTilAltErAvgjort(List.of(modus), List.of(sadd.meldingId()));
        krevEttUtfall(modus, ref, sadd, svar);
        krevDublettvarsler(erDobbel(modus, ref) ? 1 : 0);
    }

    /** Every transaction of a run is a step; the twentieth start in a row that dies there is followed by one that lives. */
    @ParameterizedTest
    @EnumSource(
            value = Modus.class,
            names = {"FRISK", "TAR_IMOT_OG_BRYTER", "BRYTER_FOR_MOTTAK", "AVVIST_SENERE"})
    @EnabledIfSystemProperty(named = "digisos.lang", matches = "true")
    void whichever_transaction_it_dies_at_twenty_times_it_is_sent_once(Modus modus) {
        int steg = 0;
        int dode;
        int dodsfall = 0;
        do {
            steg++;
            nullstill();
            String ref = "ref-" + UUID.randomUUID();
            Sadd sadd = trukket(ref);
            modus.feil(ref).forEach(omverden::feil);
            dode = 0;
            for (int gang = 0; gang < DODSFALL; gang++) {
                prosess.startTil(steg);
                dode += dodeligKjoring(Krasjpunkt.STEG) ? 1 : 0;
                naa = naa.plus(LIVSLENGDE);
            }
            prosess.start(Krasjpunkt.ALDRI);
            omverden.friskSvarUt();
            kjorTilAltErAvgjort(List.of(modus), List.of(sadd.meldingId()));
            krevEttUtfall(modus, ref, sadd, null);
            krevDublettvarsler(0);
            dodsfall += dode;
        } while (dode > 0);
        assertThat(steg).as("steps of a run").isGreaterThan(20);
        System.out.printf("KRASJ %s: %d steps, died %d times, 1 shipment each%n", modus, steg - 1, dodsfall);
    }

    private void krevEttUtfall(Modus modus, String ref, Sadd sadd, @Nullable Kvitteringssvar svar) {
        List<String> levende = levende(ref);
        int dobbelt = erDobbel(modus, ref) ? 1 : 0;
        if (omverden.tilstand(sadd.meldingId()).equals("BEKREFTET")) {
            assertThat(levende).as("%s", modus).isEmpty();
            assertThat(svar)
                    .as("%s, a receipt whose sender has its copy", modus)
                    .isInstanceOfAny(Kvitteringssvar.Bekreftet.class, Kvitteringssvar.Behold.class);
        } else {
            assertThat(omverden.tilstand(sadd.meldingId())).as("%s", modus).isEqualTo("SVARUT_SENDT");
            assertThat(levende).as("%s", modus).hasSize(1 + dobbelt);
            assertThat(svar instanceof Kvitteringssvar.Bekreftet)
                    .as("%s, told that it counts", modus)
                    .isFalse();
        }
    }

    private void krevDublettvarsler(int antall) {
        assertThat(omverden.les("SELECT slag FROM varsel WHERE slag = 'DUBLETT'"))
                .as("SvarUt made two of one")
                .hasSize(antall);
    }

    private List<String> levende(String ref) {
        return omverden.iSvarUt(ref).stream().filter(s -> !s.equals("AVVIST")).toList();
    }

    private boolean erDobbel(Modus modus, String ref) {
        return modus == Modus.TO_IDER && levende(ref).size() == 2;
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
        trekk(List.of(sadd));
        return sadd;
    }

    private void trekk(List<Sadd> alle) {
        omverden.kjor("UPDATE leveranse SET leveringsforsok = 1");
        naa = FORFALT;
        kjor(Duration.ZERO);
        assertThat(alle)
                .allSatisfy(
                        sadd -> assertThat(omverden.tilstand(sadd.meldingId())).isEqualTo("TRUKKET"));
    }

    /** Says whether it died. */
    private boolean dodeligKjoring(Krasjpunkt punkt) {
        try {
            kjor(HOLD);
            return false;
        } catch (Krasj krasj) {
            assertThat(krasj).hasMessage(punkt.name());
            return true;
        }
    }

    private Kvitteringssvar kvitter(Sadd sadd) {
        return beslutning.mottatt(Objects.requireNonNull(Fro.OSLO.kontoId()), sadd.meldingId(), null, null);
    }

    /** On for a day after the decision too, in which a refusal or a duplicate would show. */
    private void kjorTilAltErAvgjort(List<Modus> modi, List<UUID> meldinger) {
        for (int minutt : KJORINGER) {
            Duration tid = Duration.ofMinutes(minutt);
            if (modi.stream().anyMatch(modus -> modus.overEtter(tid))) {
                omverden.friskSvarUt();
            }
            kjor(HOLD.plus(tid));
        }
        assertThat(meldinger).allSatisfy(id -> assertThat(omverden.tilstand(id)).isIn("SVARUT_SENDT", "BEKREFTET"));
    }

    private void kjor(Duration etterForfall) {
        omverden.klokke(naa.plus(etterForfall));
        kjoring.kjor();
    }
}
