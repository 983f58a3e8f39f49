package no.digisos.common.leveranse;

/** Why a shipment was withdrawn from the queue, or never entered one. */
public enum WithdrawalReason {
    /** The frist passed without a receipt. */
    TTL_TIDSAVBRUDD,
    /** Fetched with its data again and again, never receipted. */
    MAX_RETRIESAVBRUDD,
    /** The fagsystem rejected it for good. */
    AVVIST,
    /** The konto was closed while the shipment lay in its queue. */
    KONTO_STENGT,
    /** No usable konto when the shipment was released. */
    INGEN_KONTO,
    /** There was a konto for it when it was released, whose certificate had run out. */
    SERTIFIKAT_UTLOPT
}
