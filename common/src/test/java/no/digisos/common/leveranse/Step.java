package no.digisos.common.leveranse;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import no.digisos.common.leveranse.Model.Rule;
import no.digisos.common.leveranse.World.Db;
import no.digisos.common.leveranse.World.Phase;
import no.digisos.common.leveranse.World.Recipient;
import no.digisos.common.leveranse.World.SvarUt;
import no.digisos.common.leveranse.World.Time;
import no.digisos.common.leveranse.World.Worker;

/** What can happen next in a world of the {@link Model}. */
final class Step {
    private static final Set<LeveranseState> WORTH_A_COPY = EnumSet.complementOf(
            EnumSet.of(LeveranseState.IKKE_SENDT, LeveranseState.BEKREFTET, LeveranseState.LUKKET));

    private final World v;
    private final Model model;
    private final List<World> next = new ArrayList<>();

    Step(World v, Model model) {
        this.v = v;
        this.model = model;
    }

    List<World> all() {
        fagsystem();
        sweep();
        operator();
        svarUt();
        work(v.en());
        if (!v.to().equals(v.en())) {
            work(v.to());
        }
        clock();
        restoration();
        return next;
    }

    /** What happens by itself when SvarUt works and nobody dies: never a receipt, an operator or a loss. */
    List<World> theGood() {
        take(LeveranseTransition.FRIGI_TIL_KO);
        take(LeveranseTransition.UTLOP);
        reconcile();
        if (v.svarUt().underveis() > 0) {
            next.add(v.withSvarUt(mottatt(false)));
        }
        for (Worker a : List.of(v.en(), v.to())) {
            makeReady(a);
            start(a);
            post(a);
            if (a.fase() == Phase.POSTET && v.svarUt().underveis() > 0) {
                next.add(v.withSvarUt(mottatt(false)).withWorker(a, new Worker(Phase.JA, a.forsok())));
            }
            // Given up, when the answer can no longer come.
            loss(a);
            record(a);
            tooLate(a);
        }
        clock();
        return next;
    }

    private void fagsystem() {
        Recipient recipient = v.mottaker();
        if (v.db().tilstand() == LeveranseState.I_KO) {
            // Handed out, for the first time or anew.
            next.add(v.withDb(v.db().withReleased(false)).withRecipient(Recipient.HAR));
            feiletInQueue();
        }
        if (recipient == Recipient.FATT_LOV) {
            next.add(v.withRecipient(Recipient.SLAPP));
        }
        if (recipient.receipts()) {
            kvittering();
        }
        lapse();
        if (!recipient.hasCopy()) {
            return;
        }
        if (!model.applies(Rule.A_BETINGET_OPPDATERING)) {
            if (v.lestApen()) {
                next.add(v.withDb(v.db().with(LeveranseState.BEKREFTET, false)).withReadOpen(false));
            } else if (LeveranseTransition.KVITTER_MOTTATT.from().contains(v.db().tilstand())) {
                next.add(v.withReadOpen(true));
            }
        }
        boolean atSvarUt = LeveranseTransition.HUSK_SEN_KVITTERING.from().contains(v.db().tilstand());
        if (atSvarUt && !model.applies(Rule.B_KVITTERING_STENGES_VED_INTENSJONEN)) {
            next.add(v.withDb(v.db().with(LeveranseState.BEKREFTET, false)));
        }
    }

    /** A receipt arrives, new, late or again; it is answered from the row, and the answer may be lost. */
    private void kvittering() {
        List<World> after = new ArrayList<>();
        for (LeveranseTransition o : List.of(
                LeveranseTransition.KVITTER_MOTTATT,
                LeveranseTransition.HUSK_SEN_KVITTERING,
                LeveranseTransition.NOTER_SEN_KVITTERING)) {
            after.addAll(after(o));
        }
        World fresh = after.isEmpty() ? v : after.getFirst();
        next.add(fresh);
        boolean gotRemembered = LeveranseTransition.HUSK_SEN_KVITTERING.from().contains(v.db().tilstand());
        boolean closedWithout =
                fresh.db().tilstand() == LeveranseState.LUKKET && !fresh.db().id();
        boolean canRelease = fresh.db().id()
                || (gotRemembered && !model.applies(Rule.I_BEHOLD_TIL_SVARUT_HAR_DEN))
                || (closedWithout && !model.applies(Rule.I_BEHOLD_DET_SOM_LUKKES_UTEN_SVARUT));
        if (canRelease && v.mottaker() == Recipient.HAR) {
            boolean taken =
                    fresh.db().tilstand() == LeveranseState.LUKKET && v.svarUt().alive() == 0 && !v.gjenopprettet();
            next.add(fresh.withRecipient(taken ? Recipient.TATT : Recipient.FATT_LOV));
        }
    }

    /** A failure that may pass: it is handed out again, and the receiver lets go of what it has when it has the answer. */
    private void feiletInQueue() {
        boolean closes = model.applies(Rule.I_FEILET_STENGER_TIL_DEN_HENTES_IGJEN);
        World fresh = v.withDb(v.db().withReleased(closes || v.db().sluppet()));
        next.add(fresh);
        if (v.mottaker() == Recipient.HAR) {
            next.add(fresh.withRecipient(Recipient.FATT_LOV));
        }
    }

    /** A rejection, or a failure of what was withdrawn: the receiver lets go of its copy when it has the answer. */
    private void lapse() {
        List<World> after = new ArrayList<>(after(LeveranseTransition.AVVIS));
        after.addAll(after(LeveranseTransition.AVVIS_ETTER_TREKK));
        after.addAll(after(LeveranseTransition.FEILET_ETTER_TREKK));
        Set<LeveranseState> notWithdrawn =
                EnumSet.of(LeveranseState.IKKE_SENDT, LeveranseState.I_KO, LeveranseState.BEKREFTET);
        if (after.isEmpty() && notWithdrawn.contains(v.db().tilstand())) {
            return;
        }
        World fresh = after.isEmpty() ? v : after.getFirst();
        if (!after.isEmpty()) {
            boolean remembered = fresh.db().husket() && !model.applies(Rule.I_FRAFALL_SLETTER_NOTERT_KVITTERING);
            Db db = fresh.db().with(fresh.db().tilstand(), remembered);
            fresh = v.withDb(model.applies(Rule.I_FRAFALL_STENGER_FOR_KVITTERING) ? db.withReleased(true) : db);
        }
        next.add(fresh);
        if (v.mottaker() == Recipient.HAR) {
            next.add(fresh.withRecipient(Recipient.FATT_LOV));
        }
    }

    private void sweep() {
        take(LeveranseTransition.FRIGI_TIL_KO);
        take(LeveranseTransition.FRIGI_UTEN_KONTO);
        take(LeveranseTransition.FRIGI_UTEN_SERTIFIKAT);
        take(LeveranseTransition.UTLOP);
        take(LeveranseTransition.OPPBRUK);
        take(LeveranseTransition.STENG_KONTO);
        if (v.db().tilstand() == LeveranseState.TRUKKET || v.db().tilstand() == LeveranseState.SVARUT_FEIL) {
            take(LeveranseTransition.STOPP); // no address, or refused again and again
        }
        reconcile();
    }

    /** Dead senders and unknown outcomes, not before the wait (delivery.md rule E). */
    private void reconcile() {
        boolean waited = v.tid() == Time.ETTER || !model.applies(Rule.E_VENTETID_FOR_OPPSLAG);
        if (waited) {
            take(LeveranseTransition.MIST_SVARET);
        }
        if (waited && v.db().tilstand() == LeveranseState.SVARUT_UKJENT) {
            if (model.applies(Rule.E_OPPSLAG) && model.finds(v)) {
                take(LeveranseTransition.SVARUT_TOK_IMOT);
            } else {
                take(LeveranseTransition.AVKLAR_IKKE_SENDT);
                take(LeveranseTransition.AVKLAR_BEKREFTET);
            }
        }
    }

    private void operator() {
        take(LeveranseTransition.LUKK);
        LeveranseTransition.GJENOPPTA
                .after(v.db().tilstand(), v.db().husket(), v.db().sluppet())
                .ifPresent(to -> next.add(v.withDb(v.db().resumed(to))));
    }

    /** Takes what is under way without anybody hearing of it, or loses it, or refuses what it took. */
    private void svarUt() {
        if (v.svarUt().underveis() > 0) {
            next.add(v.withSvarUt(mottatt(false)));
            next.add(v.withSvarUt(mottatt(true)));
            next.add(v.withSvarUt(gone()));
        }
        if (v.gjenopprettet()
                && v.db().tilstand() == LeveranseState.SVARUT_SENDT
                && v.svarUt().avviste() > v.db().kjentAvviste()) {
            next.add(v.withDb(avvist()));
        }
        SvarUt s = v.svarUt();
        if (v.db().tilstand() == LeveranseState.SVARUT_SENDT && s.synlige() > 0 && s.avviste() < Model.MAX_REJECTED) {
            SvarUt avvist = new SvarUt(s.underveis(), s.skjulte(), s.synlige() - 1, s.avviste() + 1);
            Db after = model.applies(Rule.H_AVVIST_APNER_IGJEN) ? avvist() : v.db();
            next.add(v.withSvarUt(avvist).withDb(after));
        }
    }

    private Db avvist() {
        Db db = v.db().avvist(to(LeveranseTransition.SVARUT_AVVISTE));
        return model.applies(Rule.I_AVVIST_AV_SVARUT_STENGER_FOR_KVITTERING) ? db.withReleased(true) : db;
    }

    private void work(Worker a) {
        makeReady(a);
        start(a);
        post(a);
        answer(a);
        record(a);
        tooLate(a);
        if (a.fase() != Phase.INGEN) {
            next.add(v.withWorker(a, Worker.NONE)); // dies
        }
    }

    /** Looked up first when there was an attempt, or may have been; what is found is adopted (delivery.md rule F). */
    private void makeReady(Worker a) {
        Db db = v.db();
        boolean canStart =
                LeveranseTransition.START_SVARUT.from().contains(db.tilstand()) && db.forsok() < Model.MAX_ATTEMPTS;
        // The hold and the back-off are no protection; the wait after a restore is (oppslag_tidligst).
        boolean waited = !v.gjenopprettet() || v.tid() == Time.ETTER || !db.oppslagForst();
        if (a.fase() != Phase.INGEN || !canStart || !waited) {
            return;
        }
        boolean looksUp =
                db.requiresLookup() && model.applies(Rule.F_OPPSLAG_FOR_NYTT_FORSOK) && model.applies(Rule.E_OPPSLAG);
        if (looksUp && model.finds(v)) {
            next.add(started(db.forsok()).withWorker(a, new Worker(Phase.JA, db.forsok() + 1)));
        } else {
            next.add(v.withWorker(a, new Worker(Phase.KLAR, db.forsok())));
        }
    }

    private void start(Worker a) {
        boolean canStart = LeveranseTransition.START_SVARUT.from().contains(v.db().tilstand());
        if (a.fase() != Phase.KLAR) {
            return;
        }
        if (canStart && a.forsok() == v.db().forsok()) {
            next.add(started(a.forsok()).withWorker(a, new Worker(Phase.INTENSJON, a.forsok() + 1)));
        }
        if (!model.applies(Rule.C_INTENSJON_FOR_KALL)) {
            next.add(v.withSvarUt(oneMore()).withWorker(a, new Worker(Phase.POSTET, a.forsok() + 1)));
        }
    }

    /** The intent: a new attempt, its window open. */
    private World started(int attemptsBefore) {
        return v.withDb(v.db().started(to(LeveranseTransition.START_SVARUT), attemptsBefore + 1))
                .withTime(Time.VINDU);
    }

    private void post(Worker a) {
        if (model.canPost(v, a)) {
            next.add(v.withSvarUt(oneMore()).withWorker(a, new Worker(Phase.POSTET, a.forsok())));
        }
        if (a.fase() == Phase.POSTET
                && !model.applies(Rule.D_EN_POST_PER_INTENSJON)
                && v.svarUt().underveis() < 2) {
            next.add(v.withSvarUt(oneMore()));
        }
    }

    private void answer(Worker a) {
        if (a.fase() != Phase.POSTET) {
            return;
        }
        if (v.svarUt().underveis() > 0) {
            next.add(v.withSvarUt(mottatt(false)).withWorker(a, new Worker(Phase.JA, a.forsok())));
            next.add(v.withSvarUt(mottatt(true)).withWorker(a, new Worker(Phase.JA, a.forsok())));
            next.add(v.withSvarUt(gone()).withWorker(a, new Worker(Phase.NEI, a.forsok())));
        }
        if (!model.applies(Rule.G_UKLASSIFISERT_ER_UKJENT)) {
            next.add(v.withWorker(a, new Worker(Phase.NEI, a.forsok())));
        }
        loss(a);
    }

    /** Timeout, connection lost, 5xx: recorded as unknown by the worker itself; the request may still be under way. */
    private void loss(Worker a) {
        if (a.fase() != Phase.POSTET) {
            return;
        }
        if (v.db().tilstand() == LeveranseState.SVARUT_SENDER && fenced(a)) {
            next.add(v.withDb(v.db().with(to(LeveranseTransition.MIST_SVARET), v.db().husket()))
                    .withWorker(a, Worker.NONE));
        } else {
            next.add(v.withWorker(a, Worker.NONE));
        }
    }

    /** The outcome is recorded under the number of the attempt; when the row has moved on, nothing is. */
    private void record(Worker a) {
        List<LeveranseTransition> possible = switch (a.fase()) {
            case JA -> List.of(LeveranseTransition.SVARUT_TOK_IMOT);
            case NEI ->
                List.of(
                        LeveranseTransition.SVARUT_NEKTET,
                        LeveranseTransition.AVKLAR_BEKREFTET,
                        LeveranseTransition.STOPP);
            case INGEN, KLAR, INTENSJON, POSTET -> List.of();
        };
        if (possible.isEmpty()) {
            return;
        }
        boolean unwritten = true;
        for (LeveranseTransition o : possible) {
            // What a refusal proves is about the attempt under way alone.
            boolean fits = a.fase() == Phase.JA || v.db().tilstand() == LeveranseState.SVARUT_SENDER;
            if (fenced(a) && fits && o.from().contains(v.db().tilstand())) {
                for (World after : after(o)) {
                    next.add(after.withWorker(a, Worker.NONE));
                    unwritten = false;
                }
            }
        }
        if (unwritten) {
            next.add(v.withWorker(a, Worker.NONE));
        }
    }

    private boolean fenced(Worker a) {
        return a.forsok() == v.db().forsok() || !model.applies(Rule.C_FORSOKSNUMMER);
    }

    /** The window passed before the request began: proof that nothing was sent. */
    private void tooLate(Worker a) {
        if (a.fase() == Phase.INTENSJON && v.tid() != Time.VINDU) {
            next.add(v.withWorker(a, new Worker(Phase.NEI, a.forsok())));
        }
    }

    private void clock() {
        switch (v.tid()) {
            case VINDU -> next.add(v.withTime(Time.KUTT));
            // SvarUt itself ends what it is receiving.
            case KUTT -> {
                if (v.svarUt().underveis() == 0) {
                    next.add(v.withTime(Time.MARGIN));
                }
            }
            case MARGIN -> {
                boolean visible = model.applies(Rule.E_MARGIN_FOR_FORSINKET_OPPSLAG);
                SvarUt s = v.svarUt();
                next.add((visible ? v.withSvarUt(new SvarUt(s.underveis(), 0, s.alive(), s.avviste())) : v)
                        .withTime(Time.ETTER));
            }
            case ETTER -> {}
        }
    }

    private void restoration() {
        Db copy = v.kopi();
        if (copy == null && !v.gjenopprettet() && WORTH_A_COPY.contains(v.db().tilstand())) {
            next.add(v.withCopy());
        }
        if (copy != null) {
            next.addAll(model.restored(v, copy));
        }
    }

    private void take(LeveranseTransition o) {
        next.addAll(after(o));
    }

    private List<World> after(LeveranseTransition o) {
        boolean remembered = o == LeveranseTransition.HUSK_SEN_KVITTERING
                || o == LeveranseTransition.NOTER_SEN_KVITTERING
                || v.db().husket();
        return o.after(v.db().tilstand(), v.db().husket(), v.db().sluppet())
                .map(to -> List.of(v.withDb(v.db().with(to, to != LeveranseState.BEKREFTET && remembered))))
                .orElse(List.of());
    }

    private LeveranseState to(LeveranseTransition o) {
        return o.after(v.db().tilstand(), v.db().husket(), v.db().sluppet()).orElseThrow();
    }

    private SvarUt oneMore() {
        SvarUt s = v.svarUt();
        return new SvarUt(s.underveis() + 1, s.skjulte(), s.synlige(), s.avviste());
    }

    private SvarUt mottatt(boolean hidden) {
        SvarUt s = v.svarUt();
        return new SvarUt(
                s.underveis() - 1, s.skjulte() + (hidden ? 1 : 0), s.synlige() + (hidden ? 0 : 1), s.avviste());
    }

    private SvarUt gone() {
        SvarUt s = v.svarUt();
        return new SvarUt(s.underveis() - 1, s.skjulte(), s.synlige(), s.avviste());
    }
}
