package no.digisos.common.dokumentlager;

/** What a document is in its case. */
public enum DokumentRole {
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

    /** The three JSON documents that NAV's staff may read decrypted through the API (contract.md 5). */
    public boolean isJsonForNav() {
        return this == SOKNAD_JSON || this == VEDLEGG_JSON || this == DIGISOS_SOKER_JSON;
    }

    /** The JSON documents that are named by us, and that receivers know by their names. */
    public boolean isOurJson() {
        return switch (this) {
            case SOKNAD_JSON, VEDLEGG_JSON, DIGISOS_SOKER_JSON, KLAGE_JSON, TREKK_JSON -> true;
            case SOKNAD_DOKUMENT, VEDLEGG, FAGSYSTEM_FIL, KLAGE_DOKUMENT, TREKK_DOKUMENT, MELLOMLAGRET -> false;
        };
    }

    /** What the citizen may read so: those three (contract.md 3), and what a klage's list refers to by id (contract.md 7). */
    public boolean isJsonForInnsyn() {
        return isJsonForNav() || this == KLAGE_JSON || this == TREKK_JSON;
    }
}
