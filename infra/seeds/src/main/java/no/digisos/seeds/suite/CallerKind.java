package no.digisos.seeds.suite;

/**
 * The kinds of caller in the matrix of {@link AccessCheck}. The first ones are the right caller of an endpoint with one thing
 * wrong; the others are right in themselves, and at home somewhere.
 */
public enum CallerKind {
    /** No login at all. */
    INGEN,
    /** A bearer token that is none. */
    SOPPEL,
    /** The right claims, by an issuer that is not trusted. */
    FREMMED_UTSTEDER,
    UTLOPT,
    /** A machine's token without {@code ks:fiks}. */
    FEIL_SCOPE,
    /** A person's token of too low a level. */
    LAVT_NIVA,
    /** A person's token that was issued to a client nobody has named, of another organisation. */
    UNEVNT_KLIENT,
    /** A machine's token of another organisation, with the right integration and its password. */
    FEIL_ORGANISASJON,
    /** The right token alone. */
    UTEN_INTEGRASJON,
    /** The right token with another organisation's integration, whose password is right. */
    ANNENS_INTEGRASJON,
    FEIL_PASSORD,
    /** The password of another integration. */
    ANNENS_PASSORD,
    TILBAKEKALT_INTEGRASJON,
    /** An integration whose grant was taken back. */
    TRUKKET_TILGANG,
    /** An integration of the right organisation, without a grant. */
    UTEN_TILGANG,

    /** A citizen, by NAV. */
    BORGER,
    /** Another citizen, by NAV. */
    ANNEN_BORGER,
    /** A citizen alone, by a client that is named for it. */
    BORGER_ALENE,
    /** The same with another citizen. */
    ANNEN_BORGER_ALENE,
    /** Oslo's administrator. */
    ADMINISTRATOR,
    ANNEN_KOMMUNES_ADMINISTRATOR,
    TIDLIGERE_ADMINISTRATOR,
    NAV,
    /** The data-protection officer's integration, of NAV's organisation. */
    OMBUD,
    /** Oslo's fagsystem. */
    FAGSYSTEM,
    /** One of Oslo, for another konto. */
    ANNEN_KONTOS_FAGSYSTEM,
    ANNEN_KOMMUNES_FAGSYSTEM,
    /** Oslo's fagsystem as a mottakersystem of SvarInn: an id and a password. */
    SVARINN,
    ANNEN_KONTOS_SVARINN,
    ANNEN_KOMMUNES_SVARINN,
    /** NAV's integration and its password, as if it were a mottakersystem. */
    SVARINN_NAV
}
