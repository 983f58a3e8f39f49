package no.digisos.common.leveranse;

/** What a fagsystem's receipt, rejection, failure report or lease call came to (delivery.md 1 and 4): a closed set. */
public sealed interface KvitteringOutcome {
    /**
     * Receipted, by this call or an earlier one. The answer is built from the row, so a repeat gets the same.
     *
     * @param gjentatt whether an earlier call had done it
     */
    record Confirmed(Leveranse leveranse, boolean gjentatt) implements KvitteringOutcome {}

    /** The rejection, the failure or the change of the lease took effect. */
    record Executed(Leveranse leveranse) implements KvitteringOutcome {}

    /**
     * The receipt came too late: SvarUt has the shipment (409 LEVERANSE_TRUKKET). The only answer that lets a receiver let go
     * of its copy, and given only then (delivery.md 3, rule I).
     */
    record WithdrawnTooLate(Leveranse leveranse) implements KvitteringOutcome {}

    /**
     * The receipt does not decide, or not yet, and SvarUt is not known to have the shipment: the receiver keeps its copy and
     * the status tells what came of it (202).
     */
    record Keep(Leveranse leveranse) implements KvitteringOutcome {}

    /**
     * A rejection or failure report on what was withdrawn already: the wish is fulfilled (200). A receipt noted before it
     * does not count any more.
     */
    record WithoutEffect(Leveranse leveranse) implements KvitteringOutcome {}

    /** A rejection or failure report after the receipt (409 ALLEREDE_BEKREFTET). */
    record AlreadyConfirmed(Leveranse leveranse) implements KvitteringOutcome {}

    /** The lease is not, or no longer, the caller's (409 LEIE_UTLOPT). */
    record LeaseExpired(Leveranse leveranse) implements KvitteringOutcome {}

    /** Nobody has had the message or its data, so nothing can be said about it (409 IKKE_UTLEVERT). */
    record NotHandedOut(Leveranse leveranse) implements KvitteringOutcome {}

    /** No such message in this konto (404). */
    record NotFound() implements KvitteringOutcome {}
}
