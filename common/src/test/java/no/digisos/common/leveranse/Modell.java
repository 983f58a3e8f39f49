package no.digisos.common.leveranse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.digisos.common.leveranse.Verden.Arbeider;
import no.digisos.common.leveranse.Verden.Db;
import no.digisos.common.leveranse.Verden.Fase;
import no.digisos.common.leveranse.Verden.Tid;
import org.jspecify.annotations.Nullable;

/**
 * The protocol as a model: one shipment, its row, two workers that may die or stall at any point, a SvarUt that may take what
 * it is sent with or without telling, later than we stopped listening, and show it late; a fagsystem that has a copy, obeys every
 * answer to the letter and whose receipts may arrive late and again; an operator, the clock, and a database that may be restored. Each change of the row is a transition of {@link Overgang}, the table that the SQL is
 * rendered from. {@link #steg} lists everything that can happen next.
 */
final class Modell {
    /** Attempts that are followed; a third begins as the second did. */
    static final int MAKS_FORSOK = 2;

    /** Shipments that SvarUt refuses after having accepted them. */
    static final int MAKS_AVVISTE = 2;

    /** A rule of delivery.md 3 that can be left out, to show that the model needs it. */
    enum Regel {
        A_BETINGET_OPPDATERING,
        B_KVITTERING_STENGES_VED_INTENSJONEN,
        C_INTENSJON_FOR_KALL,
        C_FORSOKSNUMMER,
        D_POSTVINDU,
        D_EN_POST_PER_INTENSJON,
        E_OPPSLAG,
        E_VENTETID_FOR_OPPSLAG,
        E_MARGIN_FOR_FORSINKET_OPPSLAG,
        F_OPPSLAG_FOR_NYTT_FORSOK,
        G_UKLASSIFISERT_ER_UKJENT,
        H_AVVIST_APNER_IGJEN,
        H_AVVIST_UTELATES_FRA_OPPSLAG,
        I_BEHOLD_TIL_SVARUT_HAR_DEN,
        I_BEHOLD_DET_SOM_LUKKES_UTEN_SVARUT,
        I_FRAFALL_SLETTER_NOTERT_KVITTERING,
        I_FRAFALL_STENGER_FOR_KVITTERING,
        I_FEILET_STENGER_TIL_DEN_HENTES_IGJEN,
        I_AVVIST_AV_SVARUT_STENGER_FOR_KVITTERING,
        GJENOPPRETTET_ER_UKJENT,
        GJENOPPRETTET_VENTER,
        GJENOPPRETTET_GLEMMER_NOTERT_KVITTERING
    }

    private final @Nullable Regel utelatt;

    Modell(@Nullable Regel utelatt) {
        this.utelatt = utelatt;
    }

    /** Everything that can be reached; ends early at the first world that breaks a promise, which is then in the answer. */
    Set<Verden> utforsk() {
        Set<Verden> sett = new HashSet<>(Set.of(Verden.START));
        Deque<Verden> igjen = new ArrayDeque<>(sett);
        while (!igjen.isEmpty()) {
            for (Verden neste : steg(igjen.poll())) {
                if (sett.add(neste)) {
                    if (neste.brudd()) {
                        return sett;
                    }
                    igjen.add(neste);
                }
            }
        }
        return sett;
    }

    /** Those worlds from which no sequence of sweeps, ticks and a SvarUt that works leads to a decision or to a human. */
    Set<Verden> fastlast(Set<Verden> alle) {
        Map<Verden, List<Verden>> bakover = new HashMap<>();
        Deque<Verden> igjen = new ArrayDeque<>();
        Set<Verden> fremme = new HashSet<>();
        for (Verden v : alle) {
            for (Verden neste : new Steg(v, this).deGode()) {
                bakover.computeIfAbsent(neste, n -> new ArrayList<>()).add(v);
            }
            if (ferdig(v) && fremme.add(v)) {
                igjen.add(v);
            }
        }
        while (!igjen.isEmpty()) {
            for (Verden foer : bakover.getOrDefault(igjen.poll(), List.of())) {
                if (fremme.add(foer)) {
                    igjen.add(foer);
                }
            }
        }
        Set<Verden> rest = new HashSet<>(alle);
        rest.removeAll(fremme);
        return rest;
    }

    /** Decided, or a human's, or at the last attempt that the model follows and free to begin the next. */
    private static boolean ferdig(Verden v) {
        Tilstand tilstand = v.db().tilstand();
        return tilstand.avgjort()
                || tilstand == Tilstand.STOPPET
                || (v.db().forsok() == MAKS_FORSOK
                        && Overgang.START_SVARUT.fra().contains(tilstand));
    }

    List<Verden> steg(Verden v) {
        return new Steg(v, this).alle();
    }

    boolean gjelder(Regel regel) {
        return utelatt != regel;
    }

    /** Whether a look-up by reference finds something to adopt: it leaves out what the row knows as refused. */
    boolean finner(Verden v) {
        int utelatt = gjelder(Regel.H_AVVIST_UTELATES_FRA_OPPSLAG) ? v.db().kjentAvviste() : 0;
        return v.svarUt().synlige() > 0 || v.svarUt().avviste() > utelatt;
    }

    /** What a restore leaves: the row as it was, nobody at work, and the operator's command done (or not). */
    List<Verden> gjenopprettet(Verden v, Db lagret) {
        Db db = lagret;
        if (gjelder(Regel.GJENOPPRETTET_ER_UKJENT)) {
            Tilstand til = Overgang.ETTER_GJENOPPRETTING
                    .etter(db.tilstand(), db.husket(), db.sluppet())
                    .orElse(db.tilstand());
            db = db.gjenopptatt(til);
            if (gjelder(Regel.GJENOPPRETTET_GLEMMER_NOTERT_KVITTERING) && til == Tilstand.SVARUT_UKJENT) {
                db = db.med(til, false);
            }
        }
        // The wait of everything starts anew with the command; without it, all that was waited for seems over.
        boolean venter = gjelder(Regel.GJENOPPRETTET_VENTER) && gjelder(Regel.GJENOPPRETTET_ER_UKJENT);
        return List.of(new Verden(
                db,
                Arbeider.INGEN,
                Arbeider.INGEN,
                venter ? Tid.KUTT : Tid.ETTER,
                v.svarUt(),
                v.mottaker().etterTapet(),
                false,
                null,
                true));
    }

    /** May a worker in this phase begin its request now? */
    boolean kanPoste(Verden v, Arbeider a) {
        boolean iVinduet = v.tid() == Tid.VINDU && a.forsok() == v.db().forsok();
        return a.fase() == Fase.INTENSJON && (iVinduet || !gjelder(Regel.D_POSTVINDU));
    }
}
