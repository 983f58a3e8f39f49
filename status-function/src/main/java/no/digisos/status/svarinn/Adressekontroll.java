package no.digisos.status.svarinn;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Refuses to start with an address that receivers could not call, or would send their password to in another way than meant. Outside
 * the profiles of development and tests one must be set, and be https: taken from the request, it would be whatever host somebody
 * between here and the receiver wrote there.
 */
@ApplicationScoped
class Adressekontroll {
    private static final List<String> UTEN_MOTTAKERE = List.of("dev", "test");

    void start(@Observes StartupEvent event, SvarInnConfig config) {
        kontroller(config.aktiv(), config.adresse(), ConfigUtils.getProfiles());
    }

    static void kontroller(boolean aktiv, Optional<URI> adresse, Collection<String> profiler) {
        adresse.ifPresent(Adressekontroll::krevBrukbar);
        boolean produksjon = profiler.stream().noneMatch(UTEN_MOTTAKERE::contains);
        if (aktiv
                && produksjon
                && !adresse.map(URI::getScheme).filter("https"::equals).isPresent()) {
            throw new IllegalStateException(
                    "digisos.svarinn.adresse (DIGISOS_SVARINN_ADRESSE) must be set, and be https: fagsystems that speak SvarInn send"
                            + " their password to it. Without such fagsystems set digisos.svarinn.aktiv=false");
        }
    }

    static void krevBrukbar(URI adresse) {
        boolean http = "https".equals(adresse.getScheme()) || "http".equals(adresse.getScheme());
        if (!http
                || adresse.getHost() == null
                || adresse.getRawUserInfo() != null
                || adresse.getRawQuery() != null
                || adresse.getRawFragment() != null) {
            throw new IllegalStateException(
                    "digisos.svarinn.adresse must be scheme, host and perhaps a path, such as https://digisos.example.no");
        }
    }
}
