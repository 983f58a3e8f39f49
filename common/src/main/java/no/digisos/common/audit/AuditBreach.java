package no.digisos.common.audit;

/**
 * One fault in one chain. Neighbouring rows with the same fault are one.
 *
 * @param kjede 0 to 63, or beyond where the owner has added chains
 * @param nr the first row, counted from 1, that is not right
 * @param til the last of them
 */
public record AuditBreach(int kjede, long nr, long til, Kind slag) {
    /** A fault of one row. */
    public AuditBreach(int chain, long nr, Kind kind) {
        this(chain, nr, nr, kind);
    }

    /** What is wrong with the rows. */
    public enum Kind {
        /** Their content, or that of the link to the row before, is not what was written. */
        ENDRET,
        /** They are gone, while later ones remain. The first of those cannot be recomputed, for want of the one before it. */
        MANGLER,
        /** They lie beyond the chain's head, and were not written by anyone with the key. */
        SATT_INN,
        /** They and all later ones are gone: the head or the anchor knows of them. */
        AVKUTTET,
        /** The head was changed, set back or removed. */
        HODE_ENDRET,
        /** They name a key that nobody has. */
        UKJENT_NOKKEL,
        /** What lies after the point where the chain was closed is not what lay there then. */
        LUKKET_ENDRET
    }
}
