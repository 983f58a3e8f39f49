package no.digisos.common.security;

/** Which of the two issuers signed the caller's token (contract.md 0.2). */
public enum Tokentype {
    /** A citizen's own ID-porten access token. */
    PERSON,
    /** An organisation's Maskinporten token with scope {@code ks:fiks}. */
    MASKIN
}
