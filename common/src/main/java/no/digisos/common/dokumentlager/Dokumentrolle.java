package no.digisos.common.dokumentlager;

/** What a document is in its case. */
public enum Dokumentrolle {
    SOKNAD_JSON,
    VEDLEGG_JSON,
    SOKNAD_DOKUMENT,
    VEDLEGG,
    DIGISOS_SOKER_JSON,
    FAGSYSTEM_FIL,
    KLAGE_JSON,
    KLAGE_DOKUMENT,
    TREKK_JSON,
    TREKK_DOKUMENT,
    MELLOMLAGRET;

    /** The three JSON documents that a citizen and NAV's staff may read decrypted through the API (contract.md 3 and 5). */
    public boolean erJsonForInnsyn() {
        return this == SOKNAD_JSON || this == VEDLEGG_JSON || this == DIGISOS_SOKER_JSON;
    }
}
