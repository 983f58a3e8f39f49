package no.digisos.common.leveranse;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import no.digisos.common.leveranse.Modell.Regel;
import no.digisos.common.leveranse.Verden.Arbeider;
import no.digisos.common.leveranse.Verden.Db;
import no.digisos.common.leveranse.Verden.Fase;
import no.digisos.common.leveranse.Verden.Mottaker;
import no.digisos.common.leveranse.Verden.SvarUt;
import no.digisos.common.leveranse.Verden.Tid;

/** What can happen next in a world of the {@link Modell}. */
final class Steg {
    private static final Set<Tilstand> VERD_EN_KOPI =
            EnumSet.complementOf(EnumSet.of(Tilstand.IKKE_SENDT, Tilstand.BEKREFTET, Tilstand.LUKKET));

    private final Verden v;
    private final Modell modell;
    private final List<Verden> neste = new ArrayList<>();

    Steg(Verden v, Modell modell) {
        this.v = v;
        this.modell = modell;
    }

    List<Verden> alle() {
        fagsystem();
        sveip();
        operator();
        svarUt();
        arbeid(v.en());
        if (!v.to().equals(v.en())) {
            arbeid(v.to());
        }
        klokke();
        gjenoppretting();
        return neste;
    }

    /** What happens by itself when SvarUt works and nobody dies: never a receipt, an operator or a loss. */
    List<Verden> deGode() {
        ta(Overgang.FRIGI_TIL_KO);
        ta(Overgang.UTLOP);
        avstem();
        if (v.svarUt().underveis() > 0) {
            neste.add(v.medSvarUt(mottatt(false)));
        }
        for (Arbeider a : List.of(v.en(), v.to())) {
            gjorKlar(a);
            start(a);
            post(a);
            if (a.fase() == Fase.POSTET && v.svarUt().underveis() > 0) {
                neste.add(v.medSvarUt(mottatt(false)).medArbeider(a, new Arbeider(Fase.JA, a.forsok())));
            }
            // Given up, when the answer can no longer come.
            tap(a);
            registrer(a);
            forSent(a);
        }
        klokke();
        return neste;
    }

    private void fagsystem() {
        Mottaker mottaker = v.mottaker();
        if (v.db().tilstand() == Tilstand.I_KO) {
            // Handed out, for the first time or anew.
            neste.add(v.medDb(v.db().medSluppet(false)).medMottaker(Mottaker.HAR));
            feiletIKo();
        }
        if (mottaker == Mottaker.FATT_LOV) {
            neste.add(v.medMottaker(Mottaker.SLAPP));
        }
        if (mottaker.kvitterer()) {
            kvittering();
        }
        frafall();
        if (!mottaker.harKopi()) {
            return;
        }
        if (!modell.gjelder(Regel.A_BETINGET_OPPDATERING)) {
            if (v.lestApen()) {
                neste.add(v.medDb(v.db().med(Tilstand.BEKREFTET, false)).medLestApen(false));
            } else if (Overgang.KVITTER_MOTTATT.fra().contains(v.db().tilstand())) {
                neste.add(v.medLestApen(true));
            }
        }
        boolean hosSvarUt = Overgang.HUSK_SEN_KVITTERING.fra().contains(v.db().tilstand());
        if (hosSvarUt && !modell.gjelder(Regel.B_KVITTERING_STENGES_VED_INTENSJONEN)) {
            neste.add(v.medDb(v.db().med(Tilstand.BEKREFTET, false)));
        }
    }

    /** A receipt arrives, new, late or again; it is answered from the row, and the answer may be lost. */
    private void kvittering() {
        List<Verden> etter = new ArrayList<>();
        for (Overgang o :
                List.of(Overgang.KVITTER_MOTTATT, Overgang.HUSK_SEN_KVITTERING, Overgang.NOTER_SEN_KVITTERING)) {
            etter.addAll(etter(o));
        }
        Verden ny = etter.isEmpty() ? v : etter.getFirst();
        neste.add(ny);
        boolean fikkHusket = Overgang.HUSK_SEN_KVITTERING.fra().contains(v.db().tilstand());
        boolean lukketUten = ny.db().tilstand() == Tilstand.LUKKET && !ny.db().id();
        boolean kanSlippe = ny.db().id()
                || (fikkHusket && !modell.gjelder(Regel.I_BEHOLD_TIL_SVARUT_HAR_DEN))
                || (lukketUten && !modell.gjelder(Regel.I_BEHOLD_DET_SOM_LUKKES_UTEN_SVARUT));
        if (kanSlippe && v.mottaker() == Mottaker.HAR) {
            boolean tatt = ny.db().tilstand() == Tilstand.LUKKET && v.svarUt().levende() == 0 && !v.gjenopprettet();
            neste.add(ny.medMottaker(tatt ? Mottaker.TATT : Mottaker.FATT_LOV));
        }
    }

    /** A failure that may pass: it is handed out again, and the receiver lets go of what it has when it has the answer. */
    private void feiletIKo() {
        boolean stenger = modell.gjelder(Regel.I_FEILET_STENGER_TIL_DEN_HENTES_IGJEN);
        Verden ny = v.medDb(v.db().medSluppet(stenger || v.db().sluppet()));
        neste.add(ny);
        if (v.mottaker() == Mottaker.HAR) {
            neste.add(ny.medMottaker(Mottaker.FATT_LOV));
        }
    }

    /** A rejection, or a failure of what was withdrawn: the receiver lets go of its copy when it has the answer. */
    private void frafall() {
        List<Verden> etter = new ArrayList<>(etter(Overgang.AVVIS));
        etter.addAll(etter(Overgang.AVVIS_ETTER_TREKK));
        etter.addAll(etter(Overgang.FEILET_ETTER_TREKK));
        Set<Tilstand> ikkeTrukket = EnumSet.of(Tilstand.IKKE_SENDT, Tilstand.I_KO, Tilstand.BEKREFTET);
        if (etter.isEmpty() && ikkeTrukket.contains(v.db().tilstand())) {
            return;
        }
        Verden ny = etter.isEmpty() ? v : etter.getFirst();
        if (!etter.isEmpty()) {
            boolean husket = ny.db().husket() && !modell.gjelder(Regel.I_FRAFALL_SLETTER_NOTERT_KVITTERING);
            Db db = ny.db().med(ny.db().tilstand(), husket);
            ny = v.medDb(modell.gjelder(Regel.I_FRAFALL_STENGER_FOR_KVITTERING) ? db.medSluppet(true) : db);
        }
        neste.add(ny);
        if (v.mottaker() == Mottaker.HAR) {
            neste.add(ny.medMottaker(Mottaker.FATT_LOV));
        }
    }

    private void sveip() {
        ta(Overgang.FRIGI_TIL_KO);
        ta(Overgang.FRIGI_UTEN_KONTO);
        ta(Overgang.FRIGI_UTEN_SERTIFIKAT);
        ta(Overgang.UTLOP);
        ta(Overgang.OPPBRUK);
        ta(Overgang.STENG_KONTO);
        if (v.db().tilstand() == Tilstand.TRUKKET || v.db().tilstand() == Tilstand.SVARUT_FEIL) {
            ta(Overgang.STOPP); // no address, or refused again and again
        }
        avstem();
    }

    /** Dead senders and unknown outcomes, not before the wait (delivery.md rule E). */
    private void avstem() {
        boolean ventet = v.tid() == Tid.ETTER || !modell.gjelder(Regel.E_VENTETID_FOR_OPPSLAG);
        if (ventet) {
            ta(Overgang.MIST_SVARET);
        }
        if (ventet && v.db().tilstand() == Tilstand.SVARUT_UKJENT) {
            if (modell.gjelder(Regel.E_OPPSLAG) && modell.finner(v)) {
                ta(Overgang.SVARUT_TOK_IMOT);
            } else {
                ta(Overgang.AVKLAR_IKKE_SENDT);
                ta(Overgang.AVKLAR_BEKREFTET);
            }
        }
    }

    private void operator() {
        ta(Overgang.LUKK);
        Overgang.GJENOPPTA
                .etter(v.db().tilstand(), v.db().husket(), v.db().sluppet())
                .ifPresent(til -> neste.add(v.medDb(v.db().gjenopptatt(til))));
    }

    /** Takes what is under way without anybody hearing of it, or loses it, or refuses what it took. */
    private void svarUt() {
        if (v.svarUt().underveis() > 0) {
            neste.add(v.medSvarUt(mottatt(false)));
            neste.add(v.medSvarUt(mottatt(true)));
            neste.add(v.medSvarUt(borte()));
        }
        if (v.gjenopprettet()
                && v.db().tilstand() == Tilstand.SVARUT_SENDT
                && v.svarUt().avviste() > v.db().kjentAvviste()) {
            neste.add(v.medDb(avvist()));
        }
        SvarUt s = v.svarUt();
        if (v.db().tilstand() == Tilstand.SVARUT_SENDT && s.synlige() > 0 && s.avviste() < Modell.MAKS_AVVISTE) {
            SvarUt avvist = new SvarUt(s.underveis(), s.skjulte(), s.synlige() - 1, s.avviste() + 1);
            Db etter = modell.gjelder(Regel.H_AVVIST_APNER_IGJEN) ? avvist() : v.db();
            neste.add(v.medSvarUt(avvist).medDb(etter));
        }
    }

    private Db avvist() {
        Db db = v.db().avvist(til(Overgang.SVARUT_AVVISTE));
        return modell.gjelder(Regel.I_AVVIST_AV_SVARUT_STENGER_FOR_KVITTERING) ? db.medSluppet(true) : db;
    }

    private void arbeid(Arbeider a) {
        gjorKlar(a);
        start(a);
        post(a);
        svar(a);
        registrer(a);
        forSent(a);
        if (a.fase() != Fase.INGEN) {
            neste.add(v.medArbeider(a, Arbeider.INGEN)); // dies
        }
    }

    /** Looked up first when there was an attempt, or may have been; what is found is adopted (delivery.md rule F). */
    private void gjorKlar(Arbeider a) {
        Db db = v.db();
        boolean kanStarte = Overgang.START_SVARUT.fra().contains(db.tilstand()) && db.forsok() < Modell.MAKS_FORSOK;
        // The hold and the back-off are no protection; the wait after a restore is (oppslag_tidligst).
        boolean ventet = !v.gjenopprettet() || v.tid() == Tid.ETTER || !db.oppslagForst();
        if (a.fase() != Fase.INGEN || !kanStarte || !ventet) {
            return;
        }
        boolean slarOpp = db.kreverOppslag()
                && modell.gjelder(Regel.F_OPPSLAG_FOR_NYTT_FORSOK)
                && modell.gjelder(Regel.E_OPPSLAG);
        if (slarOpp && modell.finner(v)) {
            neste.add(startet(db.forsok()).medArbeider(a, new Arbeider(Fase.JA, db.forsok() + 1)));
        } else {
            neste.add(v.medArbeider(a, new Arbeider(Fase.KLAR, db.forsok())));
        }
    }

    private void start(Arbeider a) {
        boolean kanStarte = Overgang.START_SVARUT.fra().contains(v.db().tilstand());
        if (a.fase() != Fase.KLAR) {
            return;
        }
        if (kanStarte && a.forsok() == v.db().forsok()) {
            neste.add(startet(a.forsok()).medArbeider(a, new Arbeider(Fase.INTENSJON, a.forsok() + 1)));
        }
        if (!modell.gjelder(Regel.C_INTENSJON_FOR_KALL)) {
            neste.add(v.medSvarUt(ettTil()).medArbeider(a, new Arbeider(Fase.POSTET, a.forsok() + 1)));
        }
    }

    /** The intent: a new attempt, its window open. */
    private Verden startet(int forsokFoer) {
        return v.medDb(v.db().startet(til(Overgang.START_SVARUT), forsokFoer + 1))
                .medTid(Tid.VINDU);
    }

    private void post(Arbeider a) {
        if (modell.kanPoste(v, a)) {
            neste.add(v.medSvarUt(ettTil()).medArbeider(a, new Arbeider(Fase.POSTET, a.forsok())));
        }
        if (a.fase() == Fase.POSTET
                && !modell.gjelder(Regel.D_EN_POST_PER_INTENSJON)
                && v.svarUt().underveis() < 2) {
            neste.add(v.medSvarUt(ettTil()));
        }
    }

    private void svar(Arbeider a) {
        if (a.fase() != Fase.POSTET) {
            return;
        }
        if (v.svarUt().underveis() > 0) {
            neste.add(v.medSvarUt(mottatt(false)).medArbeider(a, new Arbeider(Fase.JA, a.forsok())));
            neste.add(v.medSvarUt(mottatt(true)).medArbeider(a, new Arbeider(Fase.JA, a.forsok())));
            neste.add(v.medSvarUt(borte()).medArbeider(a, new Arbeider(Fase.NEI, a.forsok())));
        }
        if (!modell.gjelder(Regel.G_UKLASSIFISERT_ER_UKJENT)) {
            neste.add(v.medArbeider(a, new Arbeider(Fase.NEI, a.forsok())));
        }
        tap(a);
    }

    /** Timeout, connection lost, 5xx: recorded as unknown by the worker itself; the request may still be under way. */
    private void tap(Arbeider a) {
        if (a.fase() != Fase.POSTET) {
            return;
        }
        if (v.db().tilstand() == Tilstand.SVARUT_SENDER && gjerdet(a)) {
            neste.add(v.medDb(v.db().med(til(Overgang.MIST_SVARET), v.db().husket()))
                    .medArbeider(a, Arbeider.INGEN));
        } else {
            neste.add(v.medArbeider(a, Arbeider.INGEN));
        }
    }

    /** The outcome is recorded under the number of the attempt; when the row has moved on, nothing is. */
    private void registrer(Arbeider a) {
        List<Overgang> mulige = switch (a.fase()) {
            case JA -> List.of(Overgang.SVARUT_TOK_IMOT);
            case NEI -> List.of(Overgang.SVARUT_NEKTET, Overgang.AVKLAR_BEKREFTET, Overgang.STOPP);
            case INGEN, KLAR, INTENSJON, POSTET -> List.of();
        };
        if (mulige.isEmpty()) {
            return;
        }
        boolean uskrevet = true;
        for (Overgang o : mulige) {
            // What a refusal proves is about the attempt under way alone.
            boolean passer = a.fase() == Fase.JA || v.db().tilstand() == Tilstand.SVARUT_SENDER;
            if (gjerdet(a) && passer && o.fra().contains(v.db().tilstand())) {
                for (Verden etter : etter(o)) {
                    neste.add(etter.medArbeider(a, Arbeider.INGEN));
                    uskrevet = false;
                }
            }
        }
        if (uskrevet) {
            neste.add(v.medArbeider(a, Arbeider.INGEN));
        }
    }

    private boolean gjerdet(Arbeider a) {
        return a.forsok() == v.db().forsok() || !modell.gjelder(Regel.C_FORSOKSNUMMER);
    }

    /** The window passed before the request began: proof that nothing was sent. */
    private void forSent(Arbeider a) {
        if (a.fase() == Fase.INTENSJON && v.tid() != Tid.VINDU) {
            neste.add(v.medArbeider(a, new Arbeider(Fase.NEI, a.forsok())));
        }
    }

    private void klokke() {
        switch (v.tid()) {
            case VINDU -> neste.add(v.medTid(Tid.KUTT));
            // SvarUt itself ends what it is receiving.
            case KUTT -> {
                if (v.svarUt().underveis() == 0) {
                    neste.add(v.medTid(Tid.MARGIN));
                }
            }
            case MARGIN -> {
                boolean synes = modell.gjelder(Regel.E_MARGIN_FOR_FORSINKET_OPPSLAG);
                SvarUt s = v.svarUt();
                neste.add((synes ? v.medSvarUt(new SvarUt(s.underveis(), 0, s.levende(), s.avviste())) : v)
                        .medTid(Tid.ETTER));
            }
            case ETTER -> {}
        }
    }

    private void gjenoppretting() {
        Db kopi = v.kopi();
        if (kopi == null && !v.gjenopprettet() && VERD_EN_KOPI.contains(v.db().tilstand())) {
            neste.add(v.medKopi());
        }
        if (kopi != null) {
            neste.addAll(modell.gjenopprettet(v, kopi));
        }
    }

    private void ta(Overgang o) {
        neste.addAll(etter(o));
    }

    private List<Verden> etter(Overgang o) {
        boolean husket = o == Overgang.HUSK_SEN_KVITTERING || o == Overgang.NOTER_SEN_KVITTERING || v.db().husket();
        return o.etter(v.db().tilstand(), v.db().husket(), v.db().sluppet())
                .map(til -> List.of(v.medDb(v.db().med(til, til != Tilstand.BEKREFTET && husket))))
                .orElse(List.of());
    }

    private Tilstand til(Overgang o) {
        return o.etter(v.db().tilstand(), v.db().husket(), v.db().sluppet()).orElseThrow();
    }

    private SvarUt ettTil() {
        SvarUt s = v.svarUt();
        return new SvarUt(s.underveis() + 1, s.skjulte(), s.synlige(), s.avviste());
    }

    private SvarUt mottatt(boolean skjult) {
        SvarUt s = v.svarUt();
        return new SvarUt(
                s.underveis() - 1, s.skjulte() + (skjult ? 1 : 0), s.synlige() + (skjult ? 0 : 1), s.avviste());
    }

    private SvarUt borte() {
        SvarUt s = v.svarUt();
        return new SvarUt(s.underveis() - 1, s.skjulte(), s.synlige(), s.avviste());
    }
}
