package no.digisos.common.leveranse;

/** Where a shipment is. The words inside; {@code docs/state-machine.md} maps them to the published ones. */
public enum LeveranseState {
    /** Waits for its predecessor in the same case. */
    IKKE_SENDT,
    /** In the queue of a konto, for the fagsystem to fetch. */
    I_KO,
    /** The fagsystem has receipted it. Final. */
    BEKREFTET,
    /** Taken back from the queue, or never in one; SvarUt is next. */
    TRUKKET,
    /** An intent to send by SvarUt is committed; the call may be under way. */
    SVARUT_SENDER,
    /** A call was made, or may have been, and its outcome is not known. */
    SVARUT_UKJENT,
    /** SvarUt has taken over the responsibility and given an id. */
    SVARUT_SENDT,
    /** SvarUt provably does not have it; to be tried again. */
    SVARUT_FEIL,
    /** A human must act. */
    STOPPET,
    /** Closed by an operator. Final. */
    LUKKET;

    /** Whether a successor in the same case may go: this shipment's channel is settled. */
    public boolean decided() {
        return this == BEKREFTET || this == SVARUT_SENDT || this == LUKKET;
    }
}
