package no.digisos.common.audit;

/**
 * The first fault in one chain.
 *
 * @param kjede 0 to 63
 * @param nr the row, counted from 1, where the chain stops being right
 */
public record AuditBrudd(int kjede, long nr, Slag slag) {
    /** What is wrong with that row. */
    public enum Slag {
        /** Its content, or that of the link to the row before it, is not what was written. */
        ENDRET,
        /** It is gone, while later ones remain. */
        MANGLER,
        /** It lies beyond the chain's head. */
        SATT_INN,
        /** It and all later ones are gone: the head or the anchor knows of it. */
        AVKUTTET,
        /** The head was changed or set back. */
        HODE_ENDRET,
        /** It names a key that nobody has. */
        UKJENT_NOKKEL
    }
}
