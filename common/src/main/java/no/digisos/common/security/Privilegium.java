package no.digisos.common.security;

/** What an integration, or for {@link #ADMIN} a person, may be granted. */
public enum Privilegium {
    /** Sends søknader, ettersendelser and klager for a citizen, and reads what that citizen may read. */
    INNSENDING,
    /** Uploads to and reads mellomlagring. */
    MELLOMLAGRING,
    /** Reads the limited metadata of cases for NAV's staff. */
    NAV_INNSYN,
    /** Reads which kommuner take part. */
    KOMMUNEINFO,
    /** Receives and updates the cases of one fiksOrg, of one konto or all its kontoer. */
    FAGSYSTEM,
    /** Configures one fiksOrg; a person's, not an integration's. */
    ADMIN,
    /** Searches the audit log, of one fiksOrg or of all: the data-protection officer's. */
    AUDIT,
    /** Operates the installation. */
    DRIFT
}
