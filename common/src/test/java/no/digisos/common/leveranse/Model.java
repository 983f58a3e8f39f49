package no.digisos.common.leveranse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.digisos.common.leveranse.World.Db;
import no.digisos.common.leveranse.World.Phase;
import no.digisos.common.leveranse.World.Time;
import no.digisos.common.leveranse.World.Worker;
import org.jspecify.annotations.Nullable;

/**
 * The protocol as a model: one shipment, its row, two workers that may die or stall at any point, a SvarUt that may take what
 * it is sent with or without telling, later than we stopped listening, and show it late; a fagsystem that has a copy, obeys every
 * answer to the letter and whose receipts may arrive late and again; an operator, the clock, and a database that may be restored. Each change of the row is a transition of {@link LeveranseTransition}, the table that the SQL is
 * rendered from. {@link #step} lists everything that can happen next.
 */
final class Model {
    /** Attempts that are followed; a third begins as the second did. */
    static final int MAX_ATTEMPTS = 2;

    /** Shipments that SvarUt refuses after having accepted them. */
    static final int MAX_REJECTED = 2;

    /** A rule of delivery.md 3 that can be left out, to show that the model needs it. */
    enum Rule {
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

    private final @Nullable Rule omitted;

    Model(@Nullable Rule omitted) {
        this.omitted = omitted;
    }

    /** Everything that can be reached; ends early at the first world that breaks a promise, which is then in the answer. */
    Set<World> explore() {
        Set<World> seen = new HashSet<>(Set.of(World.START));
        Deque<World> toVisit = new ArrayDeque<>(seen);
        while (!toVisit.isEmpty()) {
            for (World next : step(toVisit.poll())) {
                if (seen.add(next)) {
                    if (next.breach()) {
                        return seen;
                    }
                    toVisit.add(next);
                }
            }
        }
        return seen;
    }

    /** Those worlds from which no sequence of sweeps, ticks and a SvarUt that works leads to a decision or to a human. */
    Set<World> stuck(Set<World> all) {
        Map<World, List<World>> backward = new HashMap<>();
        Deque<World> toVisit = new ArrayDeque<>();
        Set<World> reached = new HashSet<>();
        for (World v : all) {
            for (World next : new Step(v, this).theGood()) {
                backward.computeIfAbsent(next, n -> new ArrayList<>()).add(v);
            }
            if (done(v) && reached.add(v)) {
                toVisit.add(v);
            }
        }
        while (!toVisit.isEmpty()) {
            for (World before : backward.getOrDefault(toVisit.poll(), List.of())) {
                if (reached.add(before)) {
                    toVisit.add(before);
                }
            }
        }
        Set<World> rest = new HashSet<>(all);
        rest.removeAll(reached);
        return rest;
    }

    /** Decided, or a human's, or at the last attempt that the model follows and free to begin the next. */
    private static boolean done(World v) {
        LeveranseState state = v.db().tilstand();
        return state.decided()
                || state == LeveranseState.STOPPET
                || (v.db().forsok() == MAX_ATTEMPTS
                        && LeveranseTransition.START_SVARUT.from().contains(state));
    }

    List<World> step(World v) {
        return new Step(v, this).all();
    }

    boolean applies(Rule rule) {
        return omitted != rule;
    }

    /** Whether a look-up by reference finds something to adopt: it leaves out what the row knows as refused. */
    boolean finds(World v) {
        int omitted = applies(Rule.H_AVVIST_UTELATES_FRA_OPPSLAG) ? v.db().kjentAvviste() : 0;
        return v.svarUt().synlige() > 0 || v.svarUt().avviste() > omitted;
    }

    /** What a restore leaves: the row as it was, nobody at work, and the operator's command done (or not). */
    List<World> restored(World v, Db stored) {
        Db db = stored;
        if (applies(Rule.GJENOPPRETTET_ER_UKJENT)) {
            LeveranseState to = LeveranseTransition.ETTER_GJENOPPRETTING
                    .after(db.tilstand(), db.husket(), db.sluppet())
                    .orElse(db.tilstand());
            db = db.resumed(to);
            if (applies(Rule.GJENOPPRETTET_GLEMMER_NOTERT_KVITTERING) && to == LeveranseState.SVARUT_UKJENT) {
                db = db.with(to, false);
            }
        }
        // The wait of everything starts anew with the command; without it, all that was waited for seems over.
        boolean pending = applies(Rule.GJENOPPRETTET_VENTER) && applies(Rule.GJENOPPRETTET_ER_UKJENT);
        return List.of(new World(
                db,
                Worker.NONE,
                Worker.NONE,
                pending ? Time.KUTT : Time.ETTER,
                v.svarUt(),
                v.mottaker().afterLoss(),
                false,
                null,
                true));
    }

    /** May a worker in this phase begin its request now? */
    boolean canPost(World v, Worker a) {
        boolean iWindow = v.tid() == Time.VINDU && a.forsok() == v.db().forsok();
        return a.fase() == Phase.INTENSJON && (iWindow || !applies(Rule.D_POSTVINDU));
    }
}
