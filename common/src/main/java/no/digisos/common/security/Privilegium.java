package no.digisos.common.security;

/**
 * What an integration, or for {@link #ADMIN} a person, may be granted. What belongs to the whole installation cannot be limited to one
 * kommune: nothing asks which kommune such a call is about, so a limit would be a promise that nobody keeps.
 */
public enum Privilegium {
    /** Sends søknader, ettersendelser and klager for a citizen, and reads what that citizen may read. */
    INNSENDING(Scope.INSTALLASJONEN),
    /** Uploads to and reads mellomlagring. */
    MELLOMLAGRING(Scope.INSTALLASJONEN),
    /** Reads the limited metadata of cases for NAV's staff. */
    NAV_INNSYN(Scope.INSTALLASJONEN),
    /** Reads which kommuner take part. */
    KOMMUNEINFO(Scope.INSTALLASJONEN),
    /** Receives and updates the cases of one fiksOrg, of one konto or all its kontoer. */
    FAGSYSTEM(Scope.EN_KOMMUNE),
    /** Configures one fiksOrg; a person's, not an integration's. */
    ADMIN(Scope.EN_KOMMUNE),
    /** Searches the audit log, of one fiksOrg or of all: the data-protection officer's. */
    AUDIT(Scope.EN_ELLER_ALLE),
    /** Operates the installation. */
    DRIFT(Scope.INSTALLASJONEN);

    private enum Scope {
        INSTALLASJONEN,
        EN_KOMMUNE,
        EN_ELLER_ALLE
    }

    private final Scope scope;

    Privilegium(Scope scope) {
        this.scope = scope;
    }

    /** Whether it may be given on one kommune. */
    public boolean canBeLimited() {
        return scope != Scope.INSTALLASJONEN;
    }

    /** Whether it is given on one kommune and never on all. */
    public boolean mustBeLimited() {
        return scope == Scope.EN_KOMMUNE;
    }
}
