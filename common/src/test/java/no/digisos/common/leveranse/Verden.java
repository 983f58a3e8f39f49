package no.digisos.common.leveranse;

import org.jspecify.annotations.Nullable;

/**
 * One state of the model.
 *
 * @param tid since the latest intent
 * @param lestApen a receipt was about to be written on the strength of an earlier read (only without rule A)
 * @param kopi the backup, once there is one
 * @param gjenopprettet whether the backup was restored: receipts since may be forgotten then, which no rule can help
 */
record Verden(
        Db db,
        Arbeider en,
        Arbeider to,
        Tid tid,
        SvarUt svarUt,
        boolean lestApen,
        @Nullable Db kopi,
        boolean gjenopprettet) {

    static final Verden START = new Verden(
            new Db(Tilstand.IKKE_SENDT, false, 0, false, 0),
            Arbeider.INGEN,
            Arbeider.INGEN,
            Tid.ETTER,
            new SvarUt(0, 0, 0, 0),
            false,
            null,
            false);

    Verden {
        // Which of two equal workers does it makes no difference.
        if (en.compareTo(to) > 0) {
            Arbeider forste = en;
            en = to;
            to = forste;
        }
    }

    /**
     * The row: state, remembered receipt, number of attempts, whether the first must be looked up too, and how many of the
     * refused shipments it knows as refused.
     */
    record Db(Tilstand tilstand, boolean husket, int forsok, boolean oppslagForst, int kjentAvviste) {
        Db med(Tilstand til, boolean husket) {
            return new Db(til, husket, forsok, oppslagForst, kjentAvviste);
        }

        Db gjenopptatt(Tilstand til) {
            return new Db(til, husket, forsok, true, kjentAvviste);
        }

        /** The intent; what was looked up before it needs no other look-up of its own. */
        Db startet(Tilstand til, int nr) {
            return new Db(til, husket, nr, false, kjentAvviste);
        }

        Db avvist(Tilstand til) {
            return new Db(til, false, forsok, oppslagForst, kjentAvviste + 1);
        }

        boolean kreverOppslag() {
            return oppslagForst || forsok > 0;
        }
    }

    /** How far a worker has come. */
    enum Fase {
        INGEN,
        /** Has read the row, looked up if it had to, and made everything ready. */
        KLAR,
        /** Has committed the intent. */
        INTENSJON,
        /** Has begun the request and has no answer yet. */
        POSTET,
        /** Holds an id. */
        JA,
        /** Holds a proof that SvarUt took nothing. */
        NEI
    }

    /**
     * A worker.
     *
     * @param forsok the attempt that it is about; for KLAR the number of those before
     */
    record Arbeider(Fase fase, int forsok) implements Comparable<Arbeider> {
        static final Arbeider INGEN = new Arbeider(Fase.INGEN, 0);

        @Override
        public int compareTo(Arbeider annen) {
            return fase == annen.fase ? Integer.compare(forsok, annen.forsok) : fase.compareTo(annen.fase);
        }
    }

    /** Since the latest intent: the post window; until SvarUt's own cut; the margin for its look-up; after all that. */
    enum Tid {
        VINDU,
        KUTT,
        MARGIN,
        ETTER
    }

    /**
     * What SvarUt has.
     *
     * @param underveis requests that it is receiving, or that are on the wire, whether anybody listens or not
     * @param skjulte accepted, and not yet found by a look-up
     * @param avviste accepted and refused afterwards
     */
    record SvarUt(int underveis, int skjulte, int synlige, int avviste) {
        int levende() {
            return skjulte + synlige;
        }
    }

    /** Two live channels, two shipments, or a delivery said to be sent that SvarUt does not have. */
    boolean brudd() {
        boolean toForsendelser = svarUt.levende() > 1;
        boolean toKanaler = db.tilstand() == Tilstand.BEKREFTET && svarUt.levende() > 0 && !gjenopprettet;
        // After a restore the status of the shipment tells what was forgotten: it was refused meanwhile.
        boolean visesAvStatus = gjenopprettet && svarUt.avviste() > db.kjentAvviste();
        boolean tapt = db.tilstand() == Tilstand.SVARUT_SENDT && svarUt.levende() == 0 && !visesAvStatus;
        return toForsendelser || toKanaler || tapt;
    }

    Verden medDb(Db ny) {
        return new Verden(ny, en, to, tid, svarUt, lestApen, kopi, gjenopprettet);
    }

    Verden medSvarUt(SvarUt ny) {
        return new Verden(db, en, to, tid, ny, lestApen, kopi, gjenopprettet);
    }

    Verden medTid(Tid ny) {
        return new Verden(db, en, to, ny, svarUt, lestApen, kopi, gjenopprettet);
    }

    /** With this worker changed to that. */
    Verden medArbeider(Arbeider fra, Arbeider til) {
        return en.equals(fra)
                ? new Verden(db, til, to, tid, svarUt, lestApen, kopi, gjenopprettet)
                : new Verden(db, en, til, tid, svarUt, lestApen, kopi, gjenopprettet);
    }

    Verden medLestApen(boolean ny) {
        return new Verden(db, en, to, tid, svarUt, ny, kopi, gjenopprettet);
    }

    Verden medKopi() {
        return new Verden(db, en, to, tid, svarUt, lestApen, db, gjenopprettet);
    }
}
