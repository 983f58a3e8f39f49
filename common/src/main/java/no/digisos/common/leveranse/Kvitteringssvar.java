package no.digisos.common.leveranse;

/** What a fagsystem's receipt, rejection, failure report or lease call came to (delivery.md 1 and 4): a closed set. */
public sealed interface Kvitteringssvar {
    /**
     * Receipted, by this call or an earlier one. The answer is built from the row, so a repeat gets the same.
     *
     * @param gjentatt whether an earlier call had done it
     */
    record Bekreftet(Leveranse leveranse, boolean gjentatt) implements Kvitteringssvar {}

    /** The rejection, the failure or the change of the lease took effect. */
    record Utfort(Leveranse leveranse) implements Kvitteringssvar {}

    /**
     * The receipt came too late: SvarUt has the shipment (409 LEVERANSE_TRUKKET). The only answer that lets a receiver let go
     * of its copy, and given only then (delivery.md 3, rule I).
     */
    record TrukketForSent(Leveranse leveranse) implements Kvitteringssvar {}

    /**
     * The receipt does not decide, or not yet, and SvarUt is not known to have the shipment: the receiver keeps its copy and
     * the status tells what came of it (202).
     */
    record Behold(Leveranse leveranse) implements Kvitteringssvar {}

    /**
     * A rejection or failure report on what was withdrawn already: the wish is fulfilled (200). A receipt noted before it
     * does not count any more.
     */
    record UtenVirkning(Leveranse leveranse) implements Kvitteringssvar {}

    /** A rejection or failure report after the receipt (409 ALLEREDE_BEKREFTET). */
    record AlleredeBekreftet(Leveranse leveranse) implements Kvitteringssvar {}

    /** The lease is not, or no longer, the caller's (409 LEIE_UTLOPT). */
    record LeieUtlopt(Leveranse leveranse) implements Kvitteringssvar {}

    /** Nobody has had the message or its data, so nothing can be said about it (409 IKKE_UTLEVERT). */
    record IkkeUtlevert(Leveranse leveranse) implements Kvitteringssvar {}

    /** No such message in this konto (404). */
    record FinnesIkke() implements Kvitteringssvar {}
}
