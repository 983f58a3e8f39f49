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
record World(
        Db db,
        Worker en,
        Worker to,
        Time tid,
        SvarUt svarUt,
        Recipient mottaker,
        boolean lestApen,
        @Nullable Db kopi,
        boolean gjenopprettet) {

    static final World START = new World(
            new Db(LeveranseState.IKKE_SENDT, false, false, false, 0, false, 0),
            Worker.NONE,
            Worker.NONE,
            Time.ETTER,
            new SvarUt(0, 0, 0, 0),
            Recipient.INGEN,
            false,
            null,
            false);

    World {
        // Which of two equal workers does it makes no difference.
        if (en.compareTo(to) > 0) {
            Worker first = en;
            en = to;
            to = first;
        }
    }

    /**
     * The row: state, noted receipt, whether the receiver may have let go of its copy, whether SvarUt's id stands, number of
     * attempts, whether the first must be looked up too, and how many of the refused shipments it knows as refused.
     */
    record Db(
            LeveranseState tilstand,
            boolean husket,
            boolean sluppet,
            boolean id,
            int forsok,
            boolean oppslagForst,
            int kjentAvviste) {
        Db with(LeveranseState second, boolean remembered) {
            boolean stands = second == LeveranseState.SVARUT_SENDT || (second == LeveranseState.LUKKET && id);
            return new Db(second, remembered, sluppet, stands, forsok, oppslagForst, kjentAvviste);
        }

        Db resumed(LeveranseState second) {
            return new Db(second, husket, sluppet, second == LeveranseState.SVARUT_SENDT, forsok, true, kjentAvviste);
        }

        /** The receiver lets go of its copy, so that no receipt decides after that; or is handed the message anew. */
        Db withReleased(boolean released) {
            return new Db(tilstand, husket, released, id, forsok, oppslagForst, kjentAvviste);
        }

        /** The intent; what was looked up before it needs no other look-up of its own. */
        Db started(LeveranseState second, int nr) {
            return new Db(second, husket, sluppet, false, nr, false, kjentAvviste);
        }

        Db avvist(LeveranseState second) {
            return new Db(second, false, sluppet, false, forsok, oppslagForst, kjentAvviste + 1);
        }

        boolean requiresLookup() {
            return oppslagForst || forsok > 0;
        }
    }

    /** How far a worker has come. */
    enum Phase {
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
    record Worker(Phase fase, int forsok) implements Comparable<Worker> {
        static final Worker NONE = new Worker(Phase.INGEN, 0);

        @Override
        public int compareTo(Worker another) {
            return fase == another.fase ? Integer.compare(forsok, another.forsok) : fase.compareTo(another.fase);
        }
    }

    /**
     * The receiver and its copy. It obeys: it keeps what it has until an answer lets go of it, an answer that may be read late.
     * A receipt that it sent while it had the copy may arrive at any time afterwards, and again.
     */
    enum Recipient {
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

        boolean receipts() {
            return this == HAR || this == FATT_LOV || this == SLAPP;
        }

        boolean hasCopy() {
            return this == HAR || this == FATT_LOV;
        }

        Recipient afterLoss() {
            return switch (this) {
                case FATT_LOV -> HAR;
                case SLAPP -> BORTE;
                default -> this;
            };
        }
    }

    /** Since the latest intent: the post window; until SvarUt's own cut; the margin for its look-up; after all that. */
    enum Time {
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
        int alive() {
            return skjulte + synlige;
        }
    }

    /**
     * Two live channels, two shipments, a delivery said to be sent that SvarUt does not have, or one said to be receipted that
     * the receiver does not have; or a copy taken by an answer when there was no other.
     */
    boolean breach() {
        boolean toForsendelser = svarUt.alive() > 1;
        boolean twoChannels = db.tilstand() == LeveranseState.BEKREFTET && svarUt.alive() > 0 && !gjenopprettet;
        // After a restore the status of the shipment tells what was forgotten: it was refused meanwhile.
        boolean shownByStatus = gjenopprettet && svarUt.avviste() > db.kjentAvviste();
        boolean lost = db.tilstand() == LeveranseState.SVARUT_SENDT && svarUt.alive() == 0 && !shownByStatus;
        boolean noneHas = db.tilstand() == LeveranseState.BEKREFTET && !mottaker.hasCopy();
        return toForsendelser || twoChannels || lost || noneHas || mottaker == Recipient.TATT;
    }

    World withDb(Db fresh) {
        return new World(fresh, en, to, tid, svarUt, mottaker, lestApen, kopi, gjenopprettet);
    }

    World withSvarUt(SvarUt fresh) {
        return new World(db, en, to, tid, fresh, mottaker, lestApen, kopi, gjenopprettet);
    }

    World withTime(Time fresh) {
        return new World(db, en, to, fresh, svarUt, mottaker, lestApen, kopi, gjenopprettet);
    }

    World withRecipient(Recipient fresh) {
        return new World(db, en, to, tid, svarUt, fresh, lestApen, kopi, gjenopprettet);
    }

    /** With this worker changed to that. */
    World withWorker(Worker from, Worker second) {
        return en.equals(from)
                ? new World(db, second, to, tid, svarUt, mottaker, lestApen, kopi, gjenopprettet)
                : new World(db, en, second, tid, svarUt, mottaker, lestApen, kopi, gjenopprettet);
    }

    World withReadOpen(boolean fresh) {
        return new World(db, en, to, tid, svarUt, mottaker, fresh, kopi, gjenopprettet);
    }

    World withCopy() {
        return new World(db, en, to, tid, svarUt, mottaker, lestApen, db, gjenopprettet);
    }
}
