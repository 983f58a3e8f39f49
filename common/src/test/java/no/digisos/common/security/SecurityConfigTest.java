package no.digisos.common.security;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class SecurityConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(SecurityConfig.class)
                .expect(SecurityConfig::scope, "ks:fiks")
                .expect(SecurityConfig::acr, Set.of("idporten-loa-high", "Level4"))
                .expect(SecurityConfig::adminKlienter, Optional.empty())
                .expect(SecurityConfig::borgerKlienter, Optional.empty())
                .expect(SecurityConfig::integrasjonKlienter, Optional.empty())
                .expect(SecurityConfig::algoritmer, Set.of("RS256"))
                .expect(SecurityConfig::maksFremITid, Duration.ofMinutes(1))
                .expect(SecurityConfig::syntetiskePersoner, false)
                .expect(SecurityConfig::maksMinnealder, Duration.ofMinutes(15))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(SecurityConfig.class)
                .set("digisos.tilgang.scope", "tekst 11", SecurityConfig::scope, "tekst 11")
                .set("digisos.tilgang.acr", "a12,b12", SecurityConfig::acr, Set.of("a12", "b12"))
                .set(
                        "digisos.tilgang.admin-klienter",
                        "a13,b13",
                        SecurityConfig::adminKlienter,
                        Optional.of(Set.of("a13", "b13")))
                .set(
                        "digisos.tilgang.borger-klienter",
                        "a14,b14",
                        SecurityConfig::borgerKlienter,
                        Optional.of(Set.of("a14", "b14")))
                .set(
                        "digisos.tilgang.integrasjon-klienter",
                        "a15,b15",
                        SecurityConfig::integrasjonKlienter,
                        Optional.of(Set.of("a15", "b15")))
                .set("digisos.tilgang.algoritmer", "PS256,ES256", SecurityConfig::algoritmer, Set.of("PS256", "ES256"))
                .set("digisos.tilgang.maks-frem-i-tid", "17s", SecurityConfig::maksFremITid, Duration.ofSeconds(17))
                .set("digisos.tilgang.syntetiske-personer", "true", SecurityConfig::syntetiskePersoner, true)
                .set("digisos.tilgang.maks-minnealder", "19s", SecurityConfig::maksMinnealder, Duration.ofSeconds(19))
                .check();
    }
}
