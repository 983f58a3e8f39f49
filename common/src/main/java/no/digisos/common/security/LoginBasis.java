package no.digisos.common.security;

/** What an integration's login may be checked against. */
public enum LoginBasis {
    /** The database alone, so that a revocation works at once. */
    DATABASEN,
    /** The database, and while it is away what was last seen of it. */
    OGSA_MINNET
}
