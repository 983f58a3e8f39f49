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
     * The ID-porten clients ({@code client_id}) whose tokens may configure a kommune. Unset, any of the installation's issuer: then a
     * service that an administrator signs in to elsewhere could use the token here. Set it in production.
     */
    Optional<Set<String>> adminKlienter();

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
