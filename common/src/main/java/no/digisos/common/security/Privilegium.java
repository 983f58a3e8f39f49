package no.digisos.common.security;

/**
 * What an integration, or for {@link #ADMIN} a person, may be granted. What belongs to the whole installation cannot be limited to one
 * kommune: nothing asks which kommune such a call is about, so a limit would be a promise that nobody keeps.
 */
public enum Privilegium {
    /** Sends søknader, ettersendelser and klager for a citizen, and reads what that citizen may read. */
    INNSENDING(Omfang.INSTALLASJONEN),
    /** Uploads to and reads mellomlagring. */
    MELLOMLAGRING(Omfang.INSTALLASJONEN),
    /** Reads the limited metadata of cases for NAV's staff. */
    NAV_INNSYN(Omfang.INSTALLASJONEN),
    /** Reads which kommuner take part. */
    KOMMUNEINFO(Omfang.INSTALLASJONEN),
    /** Receives and updates the cases of one fiksOrg, of one konto or all its kontoer. */
    FAGSYSTEM(Omfang.EN_KOMMUNE),
    /** Configures one fiksOrg; a person's, not an integration's. */
    ADMIN(Omfang.EN_KOMMUNE),
    /** Searches the audit log, of one fiksOrg or of all: the data-protection officer's. */
    AUDIT(Omfang.EN_ELLER_ALLE),
    /** Operates the installation. */
    DRIFT(Omfang.INSTALLASJONEN);

    private enum Omfang {
        INSTALLASJONEN,
        EN_KOMMUNE,
        EN_ELLER_ALLE
    }

    private final Omfang omfang;

    Privilegium(Omfang omfang) {
        this.omfang = omfang;
    }

    /** Whether it may be given on one kommune. */
    public boolean kanBegrenses() {
        return omfang != Omfang.INSTALLASJONEN;
    }

    /** Whether it is given on one kommune and never on all. */
    public boolean skalBegrenses() {
        return omfang == Omfang.EN_KOMMUNE;
    }
}
