package no.digisos.common.dokumentlager;

/** A document's life: arriving, kept, gone. */
enum DokumentState {
    MOTTAS,
    LAGRET,
    SLETTET
}
