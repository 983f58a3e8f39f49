package no.digisos.common.sak;

/** The kinds of submission that a case may have. */
public enum InnsendingType {
    SOKNAD,
    ETTERSENDELSE,
    KLAGE,
    KLAGE_ETTERSENDELSE,
    KLAGE_TREKK
}
