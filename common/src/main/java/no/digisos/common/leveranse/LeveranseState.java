package no.digisos.common.leveranse;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

    /** Whether somebody else took it over for good: SvarUt, or the operator who closed it. */
    public boolean takenOver() {
        return this == SVARUT_SENDT || this == LUKKET;
    }

    /** Whether the fagsystem is still to get it: in its queue, or behind another of the same case. */
    public boolean beforeWithdrawal() {
        return this == IKKE_SENDT || this == I_KO;
    }

    /** Whether it is on its way to SvarUt. */
    public boolean onWayToSvarUt() {
        return this == TRUKKET || this == SVARUT_FEIL || attemptOpen();
    }

    /** Whether there is an attempt by SvarUt whose outcome is not known. */
    public boolean attemptOpen() {
        return this == SVARUT_SENDER || this == SVARUT_UKJENT;
    }

    /** The condition that {@code tilstand} is one of these; always the same text, so that it fits the partial indexes. */
    static String sqlIn(Predicate<LeveranseState> which) {
        return "tilstand IN (" + names(which) + ")";
    }

    /** The condition that {@code tilstand} is none of these. */
    static String sqlNotIn(Predicate<LeveranseState> which) {
        return "tilstand NOT IN (" + names(which) + ")";
    }

    private static String names(Predicate<LeveranseState> which) {
        return Arrays.stream(values())
                .filter(which)
                .map(state -> "'" + state.name() + "'")
                .collect(Collectors.joining(", "));
    }
}
