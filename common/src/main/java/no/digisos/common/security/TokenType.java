package no.digisos.common.security;

/** How a caller proves who it is: which of the two issuers signed its token (contract.md 0.2), or by HTTP Basic. */
public enum TokenType {
    /** A citizen's own ID-porten access token. */
    PERSON,
    /** An organisation's Maskinporten token with scope {@code ks:fiks}. */
    MASKIN,
    /**
     * No token at all: HTTP Basic with an integration's id and password, as a SvarInn receiver calls (svarut.md 6). Proved by
     * {@link BasicFilter}.
     */
    BASIC
}
