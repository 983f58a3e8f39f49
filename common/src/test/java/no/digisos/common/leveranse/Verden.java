package no.digisos.common.leveranse;

import org.jspecify.annotations.Nullable;

/**
 * One state of the model.
 *
 * @param tid since the latest intent
 * @param mottaker the receiver, and what has become of its copy
 * @param lestApen a receipt was about to be written on the strength of an earlier read (only without delivery.md rule A)
 * @param kopi the backup, once there is one
 * @param gjenopprettet whether the backup was restored: receipts since may be forgotten then, which no rule can help
 */
record Verden(
        Db db,
        Arbeider en,
        Arbeider to,
        Tid tid,
        SvarUt svarUt,
        Mottaker mottaker,
        boolean lestApen,
        @Nullable Db kopi,
        boolean gjenopprettet) {

    static final Verden START = new Verden(
            new Db(Tilstand.IKKE_SENDT, false, false, false, 0, false, 0),
            Arbeider.INGEN,
            Arbeider.INGEN,
            Tid.ETTER,
            new SvarUt(0, 0, 0, 0),
            Mottaker.INGEN,
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
     * The row: state, noted receipt, whether the receiver may have let go of its copy, whether SvarUt's id stands, number of
     * attempts, whether the first must be looked up too, and how many of the refused shipments it knows as refused.
     */
    record Db(
            Tilstand tilstand,
            boolean husket,
            boolean sluppet,
            boolean id,
            int forsok,
            boolean oppslagForst,
            int kjentAvviste) {
        Db med(Tilstand til, boolean husket) {
            boolean staar = til == Tilstand.SVARUT_SENDT || (til == Tilstand.LUKKET && id);
            return new Db(til, husket, sluppet, staar, forsok, oppslagForst, kjentAvviste);
        }

        Db gjenopptatt(Tilstand til) {
            return new Db(til, husket, sluppet, til == Tilstand.SVARUT_SENDT, forsok, true, kjentAvviste);
        }

        /** The receiver lets go of its copy, so that no receipt decides after that; or is handed the message anew. */
        Db medSluppet(boolean sluppet) {
            return new Db(tilstand, husket, sluppet, id, forsok, oppslagForst, kjentAvviste);
        }

        /** The intent; what was looked up before it needs no other look-up of its own. */
        Db startet(Tilstand til, int nr) {
            return new Db(til, husket, sluppet, false, nr, false, kjentAvviste);
        }

        Db avvist(Tilstand til) {
            return new Db(til, false, sluppet, false, forsok, oppslagForst, kjentAvviste + 1);
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

    /**
     * The receiver and its copy. It obeys: it keeps what it has until an answer lets go of it, an answer that may be read late.
     * A receipt that it sent while it had the copy may arrive at any time afterwards, and again.
     */
    enum Mottaker {
        /** Has not fetched it. */
        INGEN,
        /** Has a copy. */
        HAR,
        /** Has a copy still; an answer that lets it go, or takes its rejection, is on the way. */
        FATT_LOV,
        /** Has thrown its copy away; receipts from before may still be under way. */
        SLAPP,
        /** Has thrown its copy away, and what was under way was lost with the database. */
        BORTE,
        /** Was told to throw away what SvarUt does not have, and what nobody is going to send. */
        TATT;

        boolean kvitterer() {
            return this == HAR || this == FATT_LOV || this == SLAPP;
        }

        boolean harKopi() {
            return this == HAR || this == FATT_LOV;
        }

        Mottaker etterTapet() {
            return switch (this) {
                case FATT_LOV -> HAR;
                case SLAPP -> BORTE;
                default -> this;
            };
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

    /**
     * Two live channels, two shipments, a delivery said to be sent that SvarUt does not have, or one said to be receipted that
     * the receiver does not have; or a copy taken by an answer when there was no other.
     */
    boolean brudd() {
        boolean toForsendelser = svarUt.levende() > 1;
        boolean toKanaler = db.tilstand() == Tilstand.BEKREFTET && svarUt.levende() > 0 && !gjenopprettet;
        // After a restore the status of the shipment tells what was forgotten: it was refused meanwhile.
        boolean visesAvStatus = gjenopprettet && svarUt.avviste() > db.kjentAvviste();
        boolean tapt = db.tilstand() == Tilstand.SVARUT_SENDT && svarUt.levende() == 0 && !visesAvStatus;
        boolean ingenHar = db.tilstand() == Tilstand.BEKREFTET && !mottaker.harKopi();
        return toForsendelser || toKanaler || tapt || ingenHar || mottaker == Mottaker.TATT;
    }

    Verden medDb(Db ny) {
        return new Verden(ny, en, to, tid, svarUt, mottaker, lestApen, kopi, gjenopprettet);
    }

    Verden medSvarUt(SvarUt ny) {
        return new Verden(db, en, to, tid, ny, mottaker, lestApen, kopi, gjenopprettet);
    }

    Verden medTid(Tid ny) {
        return new Verden(db, en, to, ny, svarUt, mottaker, lestApen, kopi, gjenopprettet);
    }

    Verden medMottaker(Mottaker ny) {
        return new Verden(db, en, to, tid, svarUt, ny, lestApen, kopi, gjenopprettet);
    }

    /** With this worker changed to that. */
    Verden medArbeider(Arbeider fra, Arbeider til) {
        return en.equals(fra)
                ? new Verden(db, til, to, tid, svarUt, mottaker, lestApen, kopi, gjenopprettet)
                : new Verden(db, en, til, tid, svarUt, mottaker, lestApen, kopi, gjenopprettet);
    }

    Verden medLestApen(boolean ny) {
        return new Verden(db, en, to, tid, svarUt, mottaker, ny, kopi, gjenopprettet);
    }

    Verden medKopi() {
        return new Verden(db, en, to, tid, svarUt, mottaker, lestApen, db, gjenopprettet);
    }
}
