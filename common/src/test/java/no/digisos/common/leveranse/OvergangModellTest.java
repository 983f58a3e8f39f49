package no.digisos.common.leveranse;

import static no.digisos.common.leveranse.Overgang.AVKLAR_BEKREFTET;
import static no.digisos.common.leveranse.Overgang.AVKLAR_IKKE_SENDT;
import static no.digisos.common.leveranse.Overgang.MIST_SVARET;
import static no.digisos.common.leveranse.Overgang.START_SVARUT;
import static no.digisos.common.leveranse.Overgang.STOPP;
import static no.digisos.common.leveranse.Overgang.SVARUT_AVVISTE;
import static no.digisos.common.leveranse.Overgang.SVARUT_NEKTET;
import static no.digisos.common.leveranse.Overgang.SVARUT_TOK_IMOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Explores every state that the table can reach together with a SvarUt that may take a shipment without our knowing, and a
 * worker that may die at any point. What the worker knows decides which transitions it may ask for.
 */
class OvergangModellTest {
    /** What the worker of the present attempt has done. */
    private enum Kall {
        INGEN,
        FORESTAR,
        SVAR_JA,
        SVAR_NEI,
        TAPT
    }

    private record Verden(Tilstand tilstand, boolean husket, Kall kall, int hosSvarUt, boolean forsokt) {}

    /** A rule of the protocol that a run may leave out, to show that the model needs it. */
    private enum Utelat {
        INTET,
        OPPSLAG_FOR_NYTT_FORSOK,
        VENTETID_FOR_OPPSLAG,
        KVITTERING_STENGES_VED_INTENSJON
    }

    @Test
    void never_two_channels_and_never_two_shipments() {
        Set<Verden> nadd = utforsk(Utelat.INTET);

        assertThat(nadd).allSatisfy(v -> assertThat(brudd(v)).as(v.toString()).isFalse());
        Set<Tilstand> tilstander = EnumSet.noneOf(Tilstand.class);
        nadd.forEach(v -> tilstander.add(v.tilstand));
        assertThat(tilstander).containsExactlyInAnyOrder(Tilstand.values());
    }

    @Test
    void from_everywhere_a_final_or_settled_state_can_be_reached() {
        for (Verden v : utforsk(Utelat.INTET)) {
            assertThat(utforskFra(v, Utelat.INTET)).as(v.toString()).anyMatch(n -> n.tilstand.avgjort());
        }
    }

    @Test
    void each_rule_is_needed() {
        for (Utelat regel : Utelat.values()) {
            if (regel != Utelat.INTET) {
                assertThat(utforsk(regel)).as("without " + regel).anyMatch(OvergangModellTest::brudd);
            }
        }
    }

    private static boolean brudd(Verden v) {
        return v.hosSvarUt > 1
                || (v.tilstand == Tilstand.BEKREFTET && (v.hosSvarUt > 0 || v.kall == Kall.FORESTAR))
                || (v.tilstand == Tilstand.SVARUT_SENDT && v.hosSvarUt == 0);
    }

    private static Set<Verden> utforsk(Utelat utelat) {
        return utforskFra(new Verden(Tilstand.IKKE_SENDT, false, Kall.INGEN, 0, false), utelat);
    }

    private static Set<Verden> utforskFra(Verden start, Utelat utelat) {
        Set<Verden> sett = new HashSet<>(Set.of(start));
        Deque<Verden> igjen = new ArrayDeque<>(sett);
        while (!igjen.isEmpty()) {
            for (Verden neste : steg(igjen.poll(), utelat)) {
                if (neste.hosSvarUt <= 2 && sett.add(neste)) {
                    igjen.add(neste);
                }
            }
        }
        return sett;
    }

    private static List<Verden> steg(Verden v, Utelat utelat) {
        List<Verden> neste = new ArrayList<>();
        for (Overgang o : Overgang.values()) {
            if (tillatt(o, v, utelat)) {
                o.etter(v.tilstand, v.husket).ifPresent(til -> neste.add(utfor(o, v, til)));
            }
        }
        if (utelat == Utelat.KVITTERING_STENGES_VED_INTENSJON && v.tilstand == Tilstand.SVARUT_SENDER) {
            neste.add(new Verden(Tilstand.BEKREFTET, false, v.kall, v.hosSvarUt, v.forsokt));
        }
        if (v.kall == Kall.FORESTAR) {
            neste.add(new Verden(v.tilstand, v.husket, Kall.SVAR_JA, v.hosSvarUt + 1, true));
            neste.add(new Verden(v.tilstand, v.husket, Kall.SVAR_NEI, v.hosSvarUt, true));
            neste.add(new Verden(v.tilstand, v.husket, Kall.TAPT, v.hosSvarUt + 1, true));
            neste.add(new Verden(v.tilstand, v.husket, Kall.TAPT, v.hosSvarUt, true));
        }
        if (v.kall == Kall.SVAR_JA || v.kall == Kall.SVAR_NEI) {
            // The worker died with the answer in its hands.
            neste.add(new Verden(v.tilstand, v.husket, Kall.TAPT, v.hosSvarUt, true));
        }
        return neste;
    }

    private static boolean tillatt(Overgang o, Verden v, Utelat utelat) {
        boolean vinduetErUte = v.kall != Kall.FORESTAR || utelat == Utelat.VENTETID_FOR_OPPSLAG;
        return switch (o) {
            case START_SVARUT -> !v.forsokt || v.hosSvarUt == 0 || utelat == Utelat.OPPSLAG_FOR_NYTT_FORSOK;
            case SVARUT_TOK_IMOT ->
                v.kall == Kall.SVAR_JA || (v.tilstand == Tilstand.SVARUT_UKJENT && vinduetErUte && v.hosSvarUt > 0);
            case MIST_SVARET -> v.kall == Kall.TAPT || (utelat == Utelat.VENTETID_FOR_OPPSLAG);
            case SVARUT_NEKTET -> v.kall == Kall.SVAR_NEI;
            case AVKLAR_IKKE_SENDT -> utelat == Utelat.OPPSLAG_FOR_NYTT_FORSOK || (vinduetErUte && v.hosSvarUt == 0);
            case AVKLAR_BEKREFTET ->
                v.tilstand == Tilstand.SVARUT_SENDER ? v.kall == Kall.SVAR_NEI : vinduetErUte && v.hosSvarUt == 0;
            case STOPP -> v.tilstand != Tilstand.SVARUT_SENDER || v.kall == Kall.SVAR_NEI;
            default -> true;
        };
    }

    private static Verden utfor(Overgang o, Verden v, Tilstand til) {
        boolean husket = o == Overgang.HUSK_SEN_KVITTERING || o == Overgang.NOTER_SEN_KVITTERING || v.husket;
        if (o == SVARUT_AVVISTE) {
            return new Verden(til, false, Kall.INGEN, v.hosSvarUt - 1, v.forsokt);
        }
        if (o == START_SVARUT) {
            return new Verden(til, husket, Kall.FORESTAR, v.hosSvarUt, true);
        }
        boolean kalletErOver = EnumSet.of(SVARUT_TOK_IMOT, SVARUT_NEKTET, AVKLAR_BEKREFTET, AVKLAR_IKKE_SENDT, STOPP)
                .contains(o);
        Kall kall = kalletErOver && v.kall != Kall.FORESTAR ? Kall.INGEN : v.kall;
        return new Verden(til, til == Tilstand.BEKREFTET ? false : husket, kall, v.hosSvarUt, v.forsokt);
    }
}
