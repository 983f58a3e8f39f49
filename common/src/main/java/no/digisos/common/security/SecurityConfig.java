package no.digisos.common.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a token must say. The issuers themselves are the {@code quarkus.oidc} tenants {@code idporten} and {@code maskinporten}. */
@ConfigMapping(prefix = "digisos.tilgang")
public interface SecurityConfig {
    /** The scope that a Maskinporten token must have. */
    @WithDefault("ks:fiks")
    String scope();

    /** The levels of login that a person's token may state in {@code acr}. */
    @WithDefault("idporten-loa-high,Level4")
    Set<String> acr();

    /**
     * The ID-porten clients ({@code client_id}) whose tokens may configure a kommune. Unset, none: a token that an administrator got
     * by signing in to some other service must be worth nothing here.
     */
    Optional<Set<String>> adminKlienter();

    /**
     * The ID-porten clients whose access tokens may fetch a citizen's documents without an integration. Unset, none: then the
     * citizen's browser, which logs in with us, is the only way. For the same reason as {@link #adminKlienter()}.
     */
    Optional<Set<String>> borgerKlienter();

    /**
     * The ID-porten clients whose tokens an integration may bring on behalf of a person. Unset, any of the integration's own
     * organisation: the token must be issued to that one, and the integration's password be right.
     */
    Optional<Set<String>> integrasjonKlienter();

    /** The signatures that a token may have ({@code alg}). ID-porten and Maskinporten sign with the default. */
    @WithDefault("RS256")
    Set<String> algoritmer();

    /** How far an issuer's clock may be ahead of ours: a token that says it was issued later than that is refused. */
    @WithDefault("PT1M")
    Duration maksFremITid();

    /** Whether synthetic fødselsnummer are accepted as persons. Never in production. */
    @WithDefault("false")
    boolean syntetiskePersoner();

    /**
     * How long what was last seen of the integrations may let them in where the contract's most needed reads are answered without the
     * database. A revocation may be missed for as long.
     */
    @WithDefault("15M")
    Duration maksMinnealder();
}
