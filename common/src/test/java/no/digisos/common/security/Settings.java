package no.digisos.common.security;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The defaults, but for whom is named. */
record Settings(
        Optional<Set<String>> adminKlienter,
        Optional<Set<String>> borgerKlienter,
        Optional<Set<String>> integrasjonKlienter)
        implements SecurityConfig {
    static final Settings WITHOUT_CLIENTS = new Settings(Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public String scope() {
        return "ks:fiks";
    }

    @Override
    public Set<String> acr() {
        return Set.of("idporten-loa-high");
    }

    @Override
    public Set<String> algoritmer() {
        return Set.of("RS256");
    }

    @Override
    public Duration maksFremITid() {
        return Duration.ofSeconds(60);
    }

    @Override
    public boolean syntetiskePersoner() {
        return true;
    }

    @Override
    public Duration maksMinnealder() {
        return Duration.ofMinutes(15);
    }
}
